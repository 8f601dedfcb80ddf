"""The options of ``rehearse`` and ``interview``, and what they come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

import typer

from voicecoach.cli import asked, keys, outputs
from voicecoach.cli.asked import AudienceName, ModeName
from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.play import Device
    from voicecoach.session import Options
    from voicecoach.speak import Manner
    from voicecoach.types import Audience

EngineName = Literal["faster-whisper", "openai-whisper"]

Audience_ = Annotated[
    AudienceName | None,
    typer.Option(help="Who listens; decides which words are jargon."),
]
Modes = Annotated[
    list[str] | None,
    typer.Option(
        "--mode",
        metavar="|".join(get_args(ModeName)),
        help="How to listen; may be given more than once.",
    ),
]
Model = Annotated[
    str | None, typer.Option(metavar="NAME|PATH", help="Speech model; base unless set.")
]
Engine = Annotated[EngineName, typer.Option(help="What runs the model.")]
Plan = Annotated[
    str | None,
    typer.Option(metavar="PLAN", help="A plan: voicecoach questions plan; or a file."),
]
Count = Annotated[
    int | None,
    typer.Option(
        "--questions",
        metavar="N",
        min=1,
        max=100,
        help="How many are asked, follow-ups included.",
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        metavar="N", min=1, max=3600, help="Longest answer; 180 s unless set."
    ),
]
Prepare = Annotated[
    int,
    typer.Option(metavar="N", min=0, max=3600, help="Seconds to think before it."),
]
AutoStop = Annotated[
    bool | None,
    typer.Option(
        "--auto-stop/--no-auto-stop", help="End an answer by itself, after a silence."
    ),
]
Mute = Annotated[
    bool | None,
    typer.Option("--mute/--no-mute", help="Show the question and do not speak it."),
]
Private = Annotated[bool, typer.Option("--private", help="Keep nothing at all.")]
WithoutKeys = Annotated[
    bool, typer.Option("--no-keys", help="Never wait for a key; for scripts.")
]
VoiceName = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who asks: voicecoach doctor --voices."),
]
Rate = Annotated[
    int | None, typer.Option(metavar="N", help="Words a minute of the voice.")
]
MicrophoneName = Annotated[
    str | None, typer.Option(metavar="NAME", help="A part of its name, or its number.")
]
LoudspeakerName = Annotated[
    str | None, typer.Option(metavar="NAME", help="A part of its name, or its number.")
]
Out = Annotated[
    str | None,
    typer.Option(
        metavar="DIR", help="Folder for the reports.  [default: voicecoach-reports]"
    ),
]
Formats = Annotated[
    str, typer.Option("--format", metavar="LIST", help="Kinds of report, with commas.")
]
JsonAnswers = Annotated[
    bool, typer.Option("--json", help="One JSON document per answer on stdout.")
]
Offline = Annotated[bool, typer.Option("--offline", help="Promise to use no network.")]

NO_TERMINAL: Final = UsageError(
    "Nobody can press a key here: the standard input is no terminal.",
    "Add --no-keys, and --auto-stop to end an answer after a silence.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a sitting is like, checked: options over settings.

    ``audience`` is None where nobody said who listens and a plan may.
    """

    options: "Options"
    audience: "Audience | None"
    manner: "Manner"
    microphone: "Device"
    seconds: float
    prepare: int
    auto_stop: bool
    private: bool
    no_keys: bool
    hands_free: bool
    json: bool
    target: outputs.Target | None


def choose(given: Mapping[str, Any]) -> Chosen:
    """Check the options, by their names, and fill in what the settings say.

    Raises
    ------
    UsageError
        They make no sense together.
    StoreError
        The settings cannot be read.
    """
    hands_free = bool(given.get("hands_free"))
    no_keys = given["no_keys"] or hands_free
    if not no_keys and not keys.there():
        raise NO_TERMINAL
    if given["private"] and given["out"] is not None:
        raise UsageError(
            "--private keeps nothing, and --out names a folder for reports.",
            "Give one of them.",
        )
    formats = outputs.kinds(given["formats"])
    modes = asked.modes(given["mode"] or [])
    from voicecoach.session import Options
    from voicecoach.speak import Manner
    from voicecoach.store import device, load_settings

    kept = load_settings()
    rate = _first(given["rate"], kept.voice_rate)
    manner = Manner(
        voice=_first(given["voice"], kept.voice),
        device=device(_first(given["loudspeaker"], kept.loudspeaker)),
        muted=bool(_first(given["mute"], kept.muted)),
        **({} if rate is None else {"rate": round(rate)}),
    )
    options = Options(
        audience=given["audience"] or kept.audience,
        modes=modes or kept.modes,
        model=given["model"] or kept.model,
        engine=given["engine"],
        offline=given["offline"],
    )
    return Chosen(
        options=options,
        audience=given["audience"],
        manner=manner,
        microphone=device(_first(given["microphone"], kept.microphone)),
        seconds=_first(given["seconds"], kept.seconds),
        prepare=given["prepare"],
        auto_stop=hands_free or bool(_first(given["auto_stop"], kept.auto_stop)),
        private=given["private"],
        no_keys=no_keys,
        hands_free=hands_free,
        json=given["json"],
        target=None if given["private"] else outputs.prepare(given["out"], formats),
    )


def _first(given: Any, kept: Any) -> Any:  # noqa: ANN401  (any value of an option)
    return kept if given is None else given
