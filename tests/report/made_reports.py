"""A rich made-up report, and its variations: what no recording is needed for."""

from dataclasses import replace

import numpy as np

from voicecoach.types import (
    SAMPLE_RATE,
    Advice,
    AlsoFor,
    Analysis,
    Band,
    Evidence,
    Filler,
    Fillers,
    Jargon,
    KeyPoint,
    Metric,
    Part,
    Pause,
    Question,
    Recording,
    Report,
    RubricItem,
    Score,
    Segment,
    Sound,
    Structure,
    Term,
    Timing,
    Transcript,
    Word,
)

SCRIPT = (
    ("situation", "um so last spring our nightly import kept failing on the largest"),
    ("situation", "customer and nobody owned it."),
    ("task", "I was asked to make it finish before the offices opened, I mean,"),
    ("task", "at seven at the latest."),
    ("action", "so I I measured every stage first and it was like the embedding step"),
    ("action", "that took half the night. uh I moved it to batches, and maybe we"),
    ("action", "could have stopped there, but I also wrote a backfill and a test"),
    ("action", "that runs it on yesterday's data."),
    ("result", "it went from nine hours to two, and it has not failed since."),
    ("other", "so that is basically the story."),
)

PACE = 0.42
"""Seconds from word to word; each word fills all but the last 0.04 s of it."""

PAUSES = {7: 0.6, 17: 1.1, 33: 0.4, 50: 1.6, 61: 0.5, 84: 0.9}
"""Seconds of silence before a word, by its number."""

SOUNDS = {"um", "uh"}


def spoken() -> tuple[tuple[Word, ...], tuple[Segment, ...], tuple[Pause, ...]]:
    words, parts, pauses = [], [], []
    now = 0.8
    for label, text in SCRIPT:
        begun = len(words)
        for token in text.split():
            silence = PAUSES.get(len(words), 0.0)
            if silence:
                pauses.append(
                    Pause(round(now - 0.04, 3), round(now + silence, 3), "within")
                )
            now = round(now + silence, 3)
            kind = "filler" if token in SOUNDS else "word"
            words.append(Word(token, now, round(now + PACE - 0.04, 3), 0.93, kind))
            now = round(now + PACE, 3)
        if parts and parts[-1][0] == label:
            parts[-1][2].extend(words[begun:])
        else:
            parts.append((label, begun, list(words[begun:])))
    segments = tuple(
        Segment(" ".join(w.text for w in own), own[0].start, own[-1].end, label)
        for label, _, own in parts
    )
    return tuple(words), segments, tuple(pauses)


def find(words: tuple[Word, ...], text: str, skip: int = 0) -> int:
    """The index of the first word of a phrase, after some others."""
    tokens = text.split()
    found = [
        index
        for index in range(len(words))
        if [w.text.strip(".,") for w in words[index : index + len(tokens)]] == tokens
    ]
    return found[skip]


def moment(words: tuple[Word, ...], text: str, note: str, skip: int = 0) -> Evidence:
    first = find(words, text, skip)
    last = words[first + len(text.split()) - 1]
    return Evidence(words[first].start, last.end, note)


def filler(words, text, kind, why, heard="both", skip=0) -> Filler:
    first = find(words, text, skip)
    last = words[first + len(text.split()) - 1]
    return Filler(text, words[first].start, last.end, kind, heard, 0.91, first, why)


def fillers(words: tuple[Word, ...]) -> Fillers:
    unwritten = Filler(
        "er", 31.02, 31.31, "sound", "audio", 0.71, None, "a flat voiced sound"
    )
    return Fillers(
        (
            filler(words, "um", "sound", "a filler sound"),
            filler(
                words, "so", "marker", "opens an answer without a reason", "transcript"
            ),
            filler(words, "I mean", "marker", "carries no meaning here", "transcript"),
            filler(
                words, "like", "marker", "neither a verb nor a comparison", "transcript"
            ),
            filler(words, "uh", "sound", "a filler sound"),
            unwritten,
        ),
        (
            filler(words, "so", "marker", "gives a consequence", "transcript", skip=1),
            Filler(
                "mm", 12.3, 12.5, "sound", "audio", 0.4, None, "too short to be sure"
            ),
        ),
    )


def metrics(words: tuple[Word, ...], pauses: tuple[Pause, ...]) -> tuple[Metric, ...]:
    whole = (Evidence(words[0].start, words[-1].end, "the whole answer"),)
    silence = tuple(
        Evidence(p.start, p.end, f"{p.end - p.start:.2f} s") for p in pauses
    )
    counted = fillers(words).counted
    said = {
        kind: tuple(Evidence(f.start, f.end, f.text) for f in counted if f.kind == kind)
        for kind in ("sound", "marker")
    }
    wpm = Band(120.0, 170.0, "Tauroza & Allison (1990), Applied Linguistics 11(1)")
    per_minute = Band(None, 5.0, "Clark & Fox Tree (2002), Cognition 84(1)")
    return (
        Metric("speaking_rate", 118.3, "words/min", (102.4, 136.7), wpm, whole),
        Metric("articulation_rate", 4.41, "syllables/s", (4.1, 4.7), None, whole),
        Metric(
            "answer_length", 41.9, "s", None, Band(60.0, 120.0, "Design value"), whole
        ),
        Metric(
            "time_to_first_word", 0.8, "s", None, None, (Evidence(0.0, 0.8, "silence"),)
        ),
        Metric(
            "time_to_point",
            5.1,
            "s",
            None,
            None,
            (moment(words, "our nightly import", "names the problem"),),
        ),
        Metric(
            "pauses_within",
            8.6,
            "/min",
            (3.2, 18.7),
            Band(None, 10.0, "De Jong & Bosker (2013), DiSS"),
            silence,
        ),
        Metric("longest_pause", 1.6, "s", None, None, (silence[3],)),
        Metric("mean_run", 14.2, "syllables", None, None, whole),
        Metric("phonation_ratio", 0.88, "", None, None, whole),
        Metric("filler_sounds", 4.3, "/min", (0.9, 12.5), per_minute, said["sound"]),
        Metric("filler_markers", 4.3, "/min", (0.9, 12.5), per_minute, said["marker"]),
        Metric(
            "repeats", 1.4, "/min", (0.04, 8.0), None, (moment(words, "I I", "“I I”"),)
        ),
        Metric(
            "hedges",
            1.4,
            "/min",
            (0.04, 8.0),
            None,
            (moment(words, "maybe", "“maybe”"),),
        ),
        Metric(
            "jargon_density",
            2.1,
            "/100 words",
            (0.3, 7.4),
            None,
            (
                moment(words, "embedding", "embedding"),
                moment(words, "backfill", "backfill"),
            ),
        ),
        Metric("lexical_variety", 0.71, "", None, None, whole),
        Metric("loudness", -23.4, "dBFS", None, None, whole),
        Metric("pitch_range", None, "semitones"),
    )


def parts() -> tuple[Part, ...]:
    bosker = "Bosker et al. (2013), Language Testing 30(2)"
    return (
        Part(
            "flow",
            74.0,
            (61.0, 88.0),
            0.2,
            "8.6 pauses a minute inside clauses, under 10: 74",
            bosker,
        ),
        Part(
            "pace",
            96.6,
            (70.0, 100.0),
            0.15,
            "118 words a minute, 2 under 120: 100 - 3.4",
            "Tauroza & Allison (1990)",
        ),
        Part(
            "fillers",
            71.2,
            (38.0, 96.0),
            0.2,
            "8.6 a minute, 3.6 over 5: 100 - 28.8",
            "Clark & Fox Tree (2002)",
        ),
        Part(
            "structure",
            88.0,
            (80.0, 94.0),
            0.2,
            "all four STAR parts, a result with a number: 88",
            "Design value",
        ),
        Part(
            "clarity",
            67.0,
            (55.0, 78.0),
            0.15,
            "2 terms that a manager may not know, none explained: 67",
            "Design value",
        ),
        Part(
            "rubric",
            None,
            None,
            0.1,
            "the kind of question is not known",
            "Design value",
        ),
    )


def advice(words: tuple[Word, ...]) -> tuple[Advice, ...]:
    return (
        Advice(
            "Say in a few words what a backfill and an embedding are.",
            (
                moment(words, "embedding", "“embedding”"),
                moment(words, "backfill", "“backfill”"),
            ),
        ),
        Advice(
            "Begin with the problem: the first sentence opens with two fillers.",
            (moment(words, "um so", "“um so”"),),
        ),
        Advice(
            "Pause instead of saying “like” or “I mean”.",
            (moment(words, "I mean", "“I mean”"), moment(words, "like", "“like”")),
        ),
    )


def analysis(words, segments, pauses) -> Analysis:
    return Analysis(
        fillers(words),
        pauses,
        metrics(words, pauses),
        Structure(
            segments,
            "episode",
            (),
            True,
            True,
            (
                ("situation", 0.19),
                ("task", 0.2),
                ("action", 0.44),
                ("result", 0.12),
                ("other", 0.05),
            ),
        ),
        Jargon(
            (
                Term(
                    "embedding",
                    1,
                    False,
                    words[find(words, "embedding")].start,
                    "rare in general English",
                ),
                Term(
                    "backfill",
                    1,
                    False,
                    words[find(words, "backfill")].start,
                    "rare in general English",
                ),
            ),
            2.1,
            2,
        ),
        (
            RubricItem(
                "A result in numbers",
                True,
                (moment(words, "from nine hours to two", "nine hours to two"),),
            ),
            RubricItem(
                "The speaker's own part is clear",
                True,
                (moment(words, "I moved it to batches", "I moved it"),),
            ),
            RubricItem("Tied to the business", False),
            RubricItem("One sentence before the details", None),
        ),
        tuple((t, 118 + 34 * np.sin(t / 4.1)) for t in np.arange(5.0, 40.0, 2.5)),
        (
            KeyPoint(
                "cost or time before",
                True,
                (moment(words, "from nine hours to two", "from nine hours"),),
            ),
            KeyPoint("what you kept the same", None),
            KeyPoint("what the saving made possible", False),
        ),
    )


def rich_report(name: str = "answer.m4a") -> Report:
    words, segments, pauses = spoken()
    duration = round(words[-1].end + 0.9, 3)
    outline = np.abs(np.sin(np.arange(800) / 7)) * (
        0.3 + 0.2 * np.sin(np.arange(800) / 90)
    )
    return Report(
        version="0.1.0",
        question=Question(
            "Tell me about a time you made something faster.", "impact-02", "impact"
        ),
        recording=Recording(name, duration, 44100, "5d" * 32),
        transcript=Transcript(words, "faster-whisper", "base"),
        analysis=analysis(words, segments, pauses),
        score=Score(79.2, (68.0, 88.0), parts()),
        advice=advice(words),
        refusals=(),
        warnings=("The recording is quiet (-41 dBFS): come closer to the microphone.",),
        timing=Timing(duration, 3.4),
        peaks=tuple(float(p) for p in outline),
        outline="The import took nine hours; say what you measured and moved.",
        try_next="Answer again in 90 seconds.",
        also_for=(
            AlsoFor("recruiter", 71.0, (60.0, 80.0), 40.0, 50.0, 4.1, ("batches",), ()),
            AlsoFor("engineer", 82.5, None, None, None, 0.0, (), ("backfill",)),
        ),
    )


def untimed(report: Report) -> Report:
    """The same answer from a transcript without times, and without a recording."""

    def still(items):
        return tuple(replace(item, start=None, end=None) for item in items)

    analysed = report.analysis
    return replace(
        report,
        recording=None,
        transcript=replace(
            report.transcript,
            words=still(report.transcript.words),
            engine="given",
            model=None,
        ),
        analysis=replace(
            analysed,
            fillers=Fillers(
                tuple(f for f in still(analysed.fillers.counted) if f.word is not None),
                still(analysed.fillers.not_counted),
            ),
            pauses=None,
            metrics=tuple(
                replace(m, evidence=still(m.evidence))
                if m.unit in ("", "/100 words")
                else Metric(m.name, None, m.unit)
                for m in analysed.metrics
            ),
            structure=replace(
                analysed.structure, segments=still(analysed.structure.segments)
            ),
            jargon=replace(
                analysed.jargon,
                terms=tuple(replace(t, start=None) for t in analysed.jargon.terms),
            ),
            rubric=tuple(
                replace(r, evidence=still(r.evidence)) for r in analysed.rubric
            ),
            key_points=tuple(
                replace(k, evidence=still(k.evidence)) for k in analysed.key_points
            ),
            pace=(),
        ),
        advice=tuple(replace(a, evidence=still(a.evidence)) for a in report.advice),
        timing=Timing(None, 1.2),
        peaks=(),
    )


def refused() -> Report:
    """Four seconds of silence: nothing was heard, nothing is scored."""
    names = [(m.name, m.unit) for m in rich_report().analysis.metrics]
    return Report(
        version="0.1.0",
        question=None,
        recording=Recording("silence.wav", 4.0, 16000, "00" * 32),
        transcript=Transcript((), "faster-whisper", "base"),
        analysis=Analysis(
            Fillers((), ()),
            (),
            tuple(Metric(n, None, u) for n, u in names),
            Structure((), None, (), None, None, ()),
            Jargon((), None, 0),
            (),
        ),
        score=Score(
            None, None, tuple(replace(p, points=None, interval=None) for p in parts())
        ),
        advice=(),
        refusals=("No speech was heard in 4.0 s of sound.",),
        warnings=("Every sample is zero: the microphone was muted.",),
        timing=Timing(4.0, 0.3),
    )


HOSTILE = "</script><img src=x onerror=alert(1)>\"'`{{7*7}}&\u2028=cmd|calc --> <b>"


def hostile() -> Report:
    """The rich report with an attack wherever text can stand."""
    report = rich_report(HOSTILE + ".wav")
    words = list(report.transcript.words)
    for index in (2, 9, 20, 40):
        words[index] = replace(
            words[index], text=HOSTILE.replace(" ", "_").replace("\u2028", "")
        )
    analysed = report.analysis
    bad = Evidence(3.0, 3.4, HOSTILE)
    return replace(
        report,
        question=Question(HOSTILE, HOSTILE, "impact"),
        transcript=replace(report.transcript, words=tuple(words), model=HOSTILE),
        analysis=replace(
            analysed,
            metrics=tuple(
                replace(m, evidence=(*m.evidence, bad)) for m in analysed.metrics[:-1]
            ),
            jargon=replace(
                analysed.jargon, terms=(Term(HOSTILE, 1, False, 3.0, HOSTILE),)
            ),
            rubric=(RubricItem(HOSTILE, True, (bad,)),),
            key_points=(KeyPoint(HOSTILE, True, (bad,)),),
            fillers=replace(
                analysed.fillers,
                counted=(
                    *analysed.fillers.counted,
                    Filler(HOSTILE, 3.0, 3.2, "sound", "audio", 0.5, None, HOSTILE),
                ),
                not_counted=(
                    Filler(HOSTILE, 3.0, 3.2, "sound", "audio", 0.5, None, HOSTILE),
                ),
            ),
        ),
        advice=(Advice(HOSTILE, (bad,)),),
        outline=HOSTILE,
        try_next=HOSTILE,
        also_for=(
            AlsoFor("manager", None, None, None, None, None, (HOSTILE,), (HOSTILE,)),
        ),
        refusals=(HOSTILE,),
        warnings=(HOSTILE,),
    )


def steps_of_tones(seconds: float) -> Sound:
    """A sound whose every second has its own tone: 300 Hz, 400 Hz, 500 Hz ..."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = 300 + 100 * np.floor(t)
    phase = 2 * np.pi * np.cumsum(tone) / SAMPLE_RATE
    samples = (0.4 * np.sin(phase)).astype(np.float32)
    return Sound(samples, Recording("tones.wav", seconds, SAMPLE_RATE, "aa" * 32))
