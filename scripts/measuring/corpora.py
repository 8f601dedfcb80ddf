"""The recordings that are measured on: labelled speech, and the project's own samples.

The labelled speech is never part of the project. Its folder is named by the variable
VOICECOACH_CORPORA and otherwise lies beside the checkout; a clone has none.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from voicecoach.settings import share
from voicecoach.types import Span, Word

ROOT: Final = Path(__file__).resolve().parents[2]

NAMES: Final = {
    "wuw": "telephone, many callers",
    "mfa": "one man, most of it staged",
    "speechocean": "read aloud, first language Mandarin",
    "jfk": "a public speech",
    "samples": "the project's samples (synthetic)",
}
"""The sets, and what they are in the tables."""

REAL: Final = ("wuw", "mfa", "speechocean", "jfk")
"""The sets in which people speak."""

TIMED: Final = {"real": "one man, off the cuff", "samples": NAMES["samples"]}
"""What the recordings with known word times are in the tables."""

_CALLER: Final = 10  # characters of a name that tell the caller
_MARKED = re.compile(r"<[^>]*>|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording and what is true of it.

    ``fillers`` are the filler sounds as they are spelt, ``filler_times`` where they
    lie; ``plain`` is False where the text marks cut-offs, laughter or unknown words.
    ``words`` (fillers among them), ``filler_times`` and ``pauses`` are None where
    nobody labelled the times.
    """

    name: str
    set: str
    path: Path
    speaker: str
    seconds: float
    text: str
    fillers: tuple[str, ...]
    plain: bool = True
    words: tuple[Word, ...] | None = None
    filler_times: tuple[Span, ...] | None = None
    pauses: tuple[Span, ...] | None = None


def folder() -> Path:
    """Give the folder that has the corpora, or would have them: it need not exist."""
    beside = ROOT.parent / "shared"
    return Path(os.environ.get("VOICECOACH_CORPORA") or beside)


def found() -> Path | None:
    """Give the folder of the corpora, or None where there are none."""
    place = folder()
    whole = (place / "speech").is_dir() and (place / "text").is_dir()
    return place if whole else None


def clips(corpora: Path | None) -> tuple[Clip, ...]:
    """List every recording; without corpora the project's own samples alone."""
    real = REAL if corpora else ()
    spoken = [clip for name in real for clip in _labelled(corpora or Path(), name)]
    return (*spoken, *_samples())


def _labelled(corpora: Path, name: str) -> Iterator[Clip]:
    place = corpora / "speech" / name
    manifest = (place / "manifest.json").read_text(encoding="utf-8")
    for item in json.loads(manifest):
        words = _words(item)
        yield Clip(
            name=item["id"],
            set=name,
            path=place / item["file"],
            speaker=_speaker(name, item),
            seconds=item["seconds"],
            # An elided "her" must not be read as the filler sound.
            text=_MARKED.sub(" ", item["text"].replace("'er", "her")),
            fillers=tuple(item["fillers"]),
            plain=_MARKED.search(item["text"]) is None,
            words=words,
            pauses=gaps(words) if words else None,
        )


def _speaker(name: str, item: Mapping[str, Any]) -> str:
    if name == "wuw":
        return str(item["id"][:_CALLER])
    return str(item.get("speaker", name))


def _words(item: Mapping[str, Any]) -> tuple[Word, ...] | None:
    if "words" not in item:
        return None
    return tuple(
        Word(word["text"], word["start"], word["end"])
        for word in item["words"]
        if not word.get("doubtful")
    )


def _samples() -> Iterator[Clip]:
    for path in sorted(share("samples").glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        yield Clip(
            name=truth["file"],
            set="samples",
            path=path.with_name(truth["file"]),
            speaker="samples",
            seconds=truth["duration"],
            text=truth["text"],
            fillers=tuple(filler["text"] for filler in truth["fillers"]),
            words=tuple(
                Word(word["text"], word["start"], word["end"])
                for word in truth["words"]
            ),
            filler_times=tuple(Span(f["start"], f["end"]) for f in truth["fillers"]),
            pauses=tuple(Span(p["start"], p["end"]) for p in truth["pauses"]),
        )


def gaps(words: tuple[Word, ...], shortest: float = 0.25) -> tuple[Span, ...]:
    """Find the gaps of at least ``shortest`` s between words.

    Examples
    --------
    >>> gaps((Word("so", 0.0, 0.5), Word("we", 0.8, 1.0), Word("led", 1.1, 1.5)))
    (Span(start=0.5, end=0.8),)
    """
    spans: list[Span] = []
    end = words[0].end if words else None
    for word in words[1:]:
        start = word.start
        # A hair of rounding must not decide.
        if end is not None and start is not None and start - end >= shortest - 1e-6:
            spans.append(Span(end, start))
        end = word.end
    return tuple(spans)
