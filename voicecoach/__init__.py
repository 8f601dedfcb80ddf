"""Rehearse an interview aloud, and see what the listener heard."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voicecoach.api import analyze as analyze
    from voicecoach.api import for_audience as for_audience
    from voicecoach.api import rescore as rescore
    from voicecoach.errors import VoicecoachError as VoicecoachError
    from voicecoach.types import Question as Question
    from voicecoach.types import Report as Report
else:

    def __getattr__(name: str) -> object:
        """Import a public name when it is first asked for: importing stays cheap."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)

    def __dir__() -> list[str]:
        """List the public names, also those that are not imported yet."""
        return sorted({*globals(), *__all__})


__version__ = "0.1.0"

__all__ = [
    "Question",
    "Report",
    "VoicecoachError",
    "__version__",
    "analyze",
    "for_audience",
    "rescore",
]

_HOMES = {
    "analyze": "voicecoach.api",
    "for_audience": "voicecoach.api",
    "rescore": "voicecoach.api",
    "Question": "voicecoach.types",
    "Report": "voicecoach.types",
    "VoicecoachError": "voicecoach.errors",
}
