"""What the user has chosen: voice, model, listener, ways of listening, theme."""

from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from voicecoach import settings, weights
from voicecoach.store import load_settings, save_settings
from voicecoach.web import pages, shapes
from voicecoach.web.faults import RefusedError
from voicecoach.web.routes import faults
from voicecoach.web.studio import Studio, TheStudio

router = APIRouter()

MODES = (
    (
        "stutter",
        "I stutter",
        "Flow, pace and fillers are shown and not scored.",
    ),
    (
        "second-language",
        "English is not my first language",
        "Flow and pace are shown and not scored.",
    ),
    ("no-pace", "Leave the pace out", "Speaking rate is shown and not scored."),
)


def models() -> list[str]:
    """Name the speech models that are here."""
    return [model.name for model, there in weights.listed() if there and model.speech]


@router.get("/settings", include_in_schema=False)
def page(request: Request, studio: TheStudio) -> HTMLResponse:
    """Show what is chosen."""
    return pages.page(
        request,
        "settings.html",
        title="Settings",
        chosen=load_settings(studio.home),
        models=models(),
        modes=MODES,
        home=str(settings.home()),
    )


@router.get("/api/settings", responses=faults(), tags=["settings"])
def read(studio: TheStudio) -> shapes.Settings:
    """Tell what is chosen."""
    return _shape(studio)


@router.put("/api/settings", responses=faults(404, 507), tags=["settings"])
def choose(given: shapes.Settings, studio: TheStudio) -> shapes.Settings:
    """Choose everything anew."""
    if given.model not in models():
        raise RefusedError(
            404,
            f"There is no speech model {given.model!r} here.",
            f"Choose from {', '.join(models())}; voicecoach models add brings others.",
        )
    fields = given.model_dump(exclude={"theme", "modes"})
    modes = tuple(dict.fromkeys(given.modes))
    chosen = replace(load_settings(studio.home), **fields, modes=modes)
    save_settings(chosen, studio.home)
    studio.preferences.write(replace(studio.preferences.read(), theme=given.theme))
    return _shape(studio)


def _shape(studio: Studio) -> shapes.Settings:
    chosen = load_settings(studio.home)
    return shapes.Settings(
        voice=chosen.voice,
        model=chosen.model,
        audience=chosen.audience,
        modes=list(chosen.modes),
        keep_sound=chosen.keep_sound,
        theme=studio.preferences.read().theme,
    )


@router.put("/api/theme", responses=faults(507), tags=["settings"])
def theme(given: shapes.ThemeChoice, studio: TheStudio) -> shapes.ThemeChoice:
    """Choose light, dark, or as the system has it."""
    studio.preferences.write(replace(studio.preferences.read(), theme=given.theme))
    return given
