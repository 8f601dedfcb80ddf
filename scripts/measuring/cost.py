"""What the filler passes cost: time over the product's own clean pass."""

import statistics
import sys
import time
from collections.abc import Sequence
from typing import Final

from scripts.measuring.corpora import Clip
from scripts.measuring.listeners import MODEL
from scripts.measuring.tables import Measured, number, table
from voicecoach import audio, hear
from voicecoach.session import SECOND_MODEL
from voicecoach.transcribe import Ears, EngineName, open_engine, transcribe
from voicecoach.transcribe.pieces import cut
from voicecoach.types import Acoustics, Sound
from voicecoach.weights import find, load

RUNS: Final = 3
SOUNDS: Final = 2
"""How many samples are timed: those with the most fillers."""

ABOUT: Final = """\
The whole recognition, with the passes that listen for fillers, over a clean pass
alone: the same pieces decoded once without a prompt, the same word times and
language. Both in one process, in turn, {runs} runs each; the ratio is that of the
medians. It depends on the machine, most of all when that is busy."""


def measure(clips: Sequence[Clip]) -> Measured:
    """Time both in turn on samples, and give the ratio."""
    name: EngineName = "faster-whisper"
    second = open_engine(name, load(find(SECOND_MODEL)))
    ears = Ears(open_engine(name, load(find(MODEL))), lambda: second)
    samples = [clip for clip in clips if clip.set == "samples"]
    samples.sort(key=lambda clip: -len(clip.fillers))
    rows: list[list[object]] = []
    ratios = []
    for clip in samples[:SOUNDS]:
        print(f"measure: cost {clip.name}", file=sys.stderr, flush=True)
        ratio = compare(audio.read(clip.path), ears)
        ratios.append(ratio)
        rows.append([clip.name, f"{clip.seconds:.0f} s", number(ratio)])
    worst = max(ratios)
    text = ABOUT.format(runs=RUNS)
    body = f"{text}\n\n{table(['sample', 'long', 'whole over clean'], rows)}"
    return Measured("Cost", body, {"cost.ratio": worst})


def compare(sound: Sound, ears: Ears) -> float:
    """Give the time of the whole recognition over that of the clean pass."""
    acoustics = hear.listen(sound)
    clean(sound, acoustics, ears)  # the first run of anything is slower
    whole, alone = [], []
    for _ in range(RUNS):
        started = time.perf_counter()
        transcribe(sound, acoustics, ears)
        middle = time.perf_counter()
        clean(sound, acoustics, ears)
        alone.append(time.perf_counter() - middle)
        whole.append(middle - started)
    return statistics.median(whole) / statistics.median(alone)


def clean(sound: Sound, acoustics: Acoustics, ears: Ears) -> None:
    """Decode without a prompt, as a recogniser would that is after the words alone."""
    pieces = cut(acoustics, sound.duration)
    for batch in ears.first.encode(piece.samples(sound) for piece in pieces):
        batch.align(batch.write("en"), "en")
        batch.languages()
