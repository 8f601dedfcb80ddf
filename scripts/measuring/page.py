"""Write docs/accuracy.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

from scripts.measuring.corpora import NAMES, ROOT, Clip
from scripts.measuring.listeners import MODEL
from scripts.measuring.tables import Measured, milliseconds, number, table
from voicecoach import __version__
from voicecoach.session import SECOND_MODEL

FILE: Final = ROOT / "docs" / "accuracy.md"
ORDER: Final = (
    "fillers",
    "markers",
    "words",
    "boundaries",
    "pauses",
    "invented",
    "cost",
    "structure",
    "asked",
    "rubric",
    "addressed",
    "jargon",
    "turns",
)

HEAD: Final = """\
# Accuracy

How often voicecoach is right, measured by `scripts/measure`, which writes this page.
Beside voicecoach stand plain Whisper on the very same weights and simple baselines,
in the same run. `scripts/measure --floors` fails when a figure falls under its floor
in `scripts/measuring/floors.toml`.

The labelled speech and text are no part of the project and no part of voicecoach was
trained on them; thresholds were chosen on the same recordings, so a new speaker may
fare a little worse. The script looks for them in the folder that `VOICECOACH_CORPORA`
names; without them it measures the samples alone.
"""

UNKNOWN: Final = """\
## What is not known

- **Accents** beyond American English, mostly over the telephone, and read sentences
  by speakers whose first language is Mandarin.
- **Stuttering**: no recording of anyone who stutters was measured.
- **Far microphones**, rooms with echo, several people speaking, music under speech.
- **Interview answers**: the real recordings are sentences and short talks of a few
  seconds to half a minute; long answers were measured on a synthetic voice alone.
- **Real interviews**: the answers whose story parts and rubrics were measured were
  written, in the manner of speech, and labelled by their writers.
- **Children and old people**, and how the errors differ between women and men.
- **Other languages**: that they are noticed and refused was not measured, for want of
  recordings.
- **When exactly a filler is said** by real people, and word times of more than one
  man.
- **Markers in speech**: they were labelled in text; a recogniser's own errors come on
  top.
- Few speakers say little about others: read every figure with its number of cases.
"""


@dataclass(frozen=True, slots=True)
class Goal:
    """One line of the summary."""

    what: str
    figure: str
    goal: str
    digits: int = 2
    milliseconds: bool = False

    def shown(self, value: float | None) -> str:
        """Write the figure as this line has it."""
        return milliseconds(value) if self.milliseconds else number(value, self.digits)


GOALS: Final = (
    Goal("filler sounds, telephone: F1", "fillers.wuw.f1", "0.92 or more"),
    Goal("the same: precision", "fillers.wuw.precision", "-"),
    Goal("the same: recall", "fillers.wuw.recall", "-"),
    Goal(
        "false filler sounds a minute where there are none",
        "fillers.false_per_minute",
        "0.3 at most",
    ),
    Goal("markers: precision", "markers.precision", "0.90 or more"),
    Goal("markers: recall", "markers.recall", "0.80 or more"),
    Goal(
        "word error rate over plain Whisper's, points",
        "words.real.excess",
        "0.5 at most",
    ),
    Goal(
        "word boundaries: median error, one real recording",
        "boundaries.real.median",
        "60 ms at most",
        milliseconds=True,
    ),
    Goal("pauses, one real recording: F1", "pauses.real.f1", "0.90 or more"),
    Goal("pauses, samples: F1", "pauses.samples.f1", "0.90 or more"),
    Goal("words written where nobody speaks", "invented.words", "0", 0),
    Goal("story parts, answers written apart: macro-F1", "structure.macro_f1", "0.65"),
    Goal("the same over rules alone", "structure.gain", "-"),
    Goal("outcome stated or not: right", "structure.present", "0.85 or more"),
    Goal(
        "number belongs to the result: precision",
        "structure.quantified.precision",
        "0.95 or more",
    ),
    Goal(
        "items of the rubrics that are scored: lowest precision",
        "rubric.lowest_scored",
        "0.80 or more",
    ),
    Goal("answers to another question that are told", "addressed.caught", "-"),
    Goal(
        "answers to their own that are told wrongly", "addressed.wrong", "0.05 at most"
    ),
    Goal("terms of art: F1", "jargon.terms.f1", "0.85 or more"),
    Goal("terms that were explained: F1", "jargon.explained.f1", "0.80 or more"),
    Goal("speech given to the right one of two voices", "turns.speech", "-"),
    Goal("interviews of two voices that are split", "turns.split", "-"),
    Goal("time over the clean pass alone", "cost.ratio", "1.60 at most"),
)


def write(measured: Mapping[str, Measured], clips: Sequence[Clip]) -> None:
    """Write the page anew."""
    FILE.write_text(page(measured, clips), encoding="utf-8", newline="\n")


def page(measured: Mapping[str, Measured], clips: Sequence[Clip]) -> str:
    """Put the page together."""
    figures = {k: v for each in measured.values() for k, v in each.figures.items()}
    goals = [[g.what, g.shown(figures[g.figure]), g.goal] for g in GOALS]
    parts = [
        HEAD,
        "## In short\n",
        table(["measure", "reached", "goal"], goals) + "\n",
        "## What was measured on what\n",
        _recordings(clips) + "\n",
        _versions(),
        *(section(measured[name]) for name in ORDER),
        UNKNOWN,
    ]
    return "\n".join(parts)


def section(measured: Measured) -> str:
    """Write one measure under its heading."""
    return f"## {measured.title}\n\n{measured.body}\n"


def _recordings(clips: Sequence[Clip]) -> str:
    rows = []
    for name in NAMES:
        own = [clip for clip in clips if clip.set == name]
        rows.append(
            [
                name,
                NAMES[name],
                len(own),
                len({clip.speaker for clip in own}),
                f"{sum(clip.seconds for clip in own) / 60:.1f}",
                sum(len(clip.fillers) for clip in own),
            ]
        )
    return table(["set", "what", "clips", "speakers", "minutes", "fillers"], rows)


def _versions() -> str:
    libraries = ("faster-whisper", "ctranslate2", "spacy", "swift-f0")
    shown = ", ".join(f"{name} {version(name)}" for name in libraries)
    return (
        f"voicecoach {__version__} with the models {MODEL} and {SECOND_MODEL}, int8;\n"
        f"{shown}.\n"
    )
