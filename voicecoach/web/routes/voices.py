"""The voices that can ask, and how each sounds."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from voicecoach.speak.manner import RATE
from voicecoach.store import load_settings
from voicecoach.web import shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults
from voicecoach.web.studio import TheStudio
from voicecoach.web.voices import ENGINES

router = APIRouter()


@router.get("/api/voices", responses=faults(), tags=["settings"])
def listed(studio: TheStudio) -> list[shapes.Voice]:
    """List the English voices of this computer, the best first."""
    return [
        shapes.Voice(
            id=voice.id,
            name=voice.name,
            by=voice.by,
            engine=ENGINES[voice.by],
            language=voice.language,
        )
        for voice in studio.voices.listed()
    ]


@router.get(
    "/api/voices/sound",
    responses={
        **faults(404, 503),
        200: {"content": {"audio/wav": {}}, "description": "A sentence"},
    },
    response_class=Response,
    tags=["settings"],
)
def sound(
    voice: Annotated[str, Query(min_length=1, max_length=200)], studio: TheStudio
) -> Response:
    """Hear a sentence by one of the voices, at the rate that is chosen."""
    found = studio.voices.find(voice)
    if found is None:
        raise RefusedError(404, "There is no such voice here.", "Choose another.")
    rate = load_settings(studio.home).voice_rate
    heard = studio.voices.heard(found, round(rate or RATE))
    if heard.by != found.by:
        raise RefusedError(
            503,
            f"{found.name} does not speak; {heard.by} would in its place.",
            "Choose another, or see voicecoach doctor.",
        )
    return Response(heard.wav, media_type="audio/wav")
