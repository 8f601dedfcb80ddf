"""The live connection of an answer: blocks of sound come, what is on the disk goes.

It is guarded at the door like everything that changes something (``guard``).
"""

import struct
from typing import Final

from fastapi import APIRouter, WebSocket
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocketDisconnect

from voicecoach.errors import OutputError
from voicecoach.web.answer import Answer
from voicecoach.web.faults import RefusedError
from voicecoach.web.heard import Heard, told
from voicecoach.web.studio import TheStudio

router = APIRouter()

NUMBER: Final = struct.Struct("<I")

POLICY, LARGE, FULL = 1008, 1009, 1011
"""Why a connection is closed (RFC 6455, 7.4.1)."""


@router.websocket("/api/rehearsals/{rehearsal_id}/answers/{number}/live")
async def live(
    socket: WebSocket, rehearsal_id: str, number: int, studio: TheStudio
) -> None:
    """Take in an answer; where the page comes back it goes on where it was."""
    try:
        answer = studio.rehearsals.find(rehearsal_id).find(number)
        connection = await run_in_threadpool(answer.connect)
    except RefusedError as error:
        await socket.close(POLICY, error.error)
        return
    await socket.accept()
    try:
        await socket.send_json(told(Heard(answer.have)))
        await _taken_in(socket, answer, connection)
    except WebSocketDisconnect:
        pass  # it may come back
    except RefusedError as error:
        await socket.close(LARGE if error.status_code == 413 else POLICY, error.error)
    except OutputError as error:
        await socket.send_json({"error": error.problem, "remedy": error.remedy})
        await socket.close(FULL)
    finally:
        await run_in_threadpool(answer.disconnected, connection)


async def _taken_in(socket: WebSocket, answer: Answer, connection: int) -> None:
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        data = message.get("bytes")
        if data is None:
            if message.get("text") != "go on":
                raise RefusedError(400, "This says nothing.", "Send blocks of sound.")
            await run_in_threadpool(answer.go_on)
            continue
        if len(data) < NUMBER.size:
            raise RefusedError(400, "This is no block.", "Send its number first.")
        (number,) = NUMBER.unpack_from(data)
        block = data[NUMBER.size :]
        heard = await run_in_threadpool(answer.take_in, connection, number, block)
        await socket.send_json(told(heard))
