"""The answers of a rehearsal: begun, ended, told of, and heard again."""

import io
import wave
from typing import Annotated, Final

import numpy as np
from fastapi import APIRouter, Path
from starlette.responses import Response

from voicecoach.types import SAMPLE_RATE, Sound
from voicecoach.web import cards
from voicecoach.web import rehearsal_shapes as shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults
from voicecoach.web.routes.rehearse import RehearsalId
from voicecoach.web.studio import TheStudio

router = APIRouter(prefix="/api/rehearsals/{rehearsal_id}/answers", tags=["rehearsals"])

Number = Annotated[int, Path(ge=1, le=100_000)]

PATIENCE: Final = 20.0
"""Seconds that a request waits for a report before it says that it is not there yet."""


@router.post("", status_code=201, responses=faults(404, 409, 429, 503, 507))
def begin(
    rehearsal_id: RehearsalId, given: shapes.NewAnswer, studio: TheStudio
) -> shapes.Answer:
    """Begin an answer to what is asked; its sound comes through its live connection.

    That is a WebSocket at ``.../answers/NUMBER/live``. Each message is the number of a
    block, 32 bits, and its samples, 16 bits each, all little-endian; each is confirmed
    with the number of the next one.
    """
    sitting = studio.rehearsals.find(rehearsal_id)
    answer = studio.rehearsals.begin_answer(sitting, given.rate)
    return cards.answer(sitting, answer)


@router.post("/{number}/end", responses=faults(404, 409, 503, 507))
def end(
    rehearsal_id: RehearsalId, number: Number, given: shapes.Ended, studio: TheStudio
) -> shapes.Answer:
    """End an answer; gives it with its report, or as still being reported on."""
    sitting = studio.rehearsals.find(rehearsal_id)
    answer = sitting.find(number)
    studio.rehearsals.end_answer(sitting, answer, given.blocks)
    answer.wait(PATIENCE)
    return cards.answer(sitting, answer)


@router.get("/{number}", responses=faults(404))
def one(rehearsal_id: RehearsalId, number: Number, studio: TheStudio) -> shapes.Answer:
    """Tell of an answer; waits a while for a report that is being made."""
    sitting = studio.rehearsals.find(rehearsal_id)
    answer = sitting.find(number)
    answer.wait(PATIENCE)
    return cards.answer(sitting, answer)


@router.get(
    "/{number}/sound",
    responses={
        **faults(404),
        200: {"content": {"audio/wav": {}}, "description": "The answer"},
    },
    response_class=Response,
)
def sound(rehearsal_id: RehearsalId, number: Number, studio: TheStudio) -> Response:
    """Give the sound of an answer that is done, as it was listened to."""
    answered = studio.rehearsals.find(rehearsal_id).find(number).answered
    if answered is None or answered.reviewed.sound is None:
        raise RefusedError(404, "There is no sound of it.", "End the answer first.")
    return Response(_wav(answered.reviewed.sound), media_type="audio/wav")


def _wav(sound: Sound) -> bytes:
    whole = np.round(np.clip(sound.samples, -1, 1) * np.iinfo(np.int16).max)
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(SAMPLE_RATE)
        writer.writeframes(whole.astype("<i2").tobytes())
    return file.getvalue()
