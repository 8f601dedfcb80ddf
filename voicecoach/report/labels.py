"""What the parts of a report are called when a person reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.report.listeners import COVERED as COVERED
from voicecoach.report.listeners import for_listener as for_listener
from voicecoach.types import Claim, Evidence, Metric, Report, Walkthrough


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a metric in a report, and one sentence on what it is."""

    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """Where a value, its interval and its band lie on a scale of 0 to 100."""

    value: float
    interval: tuple[float, float]
    band: tuple[float, float]


METRICS: Final[Mapping[str, Label]] = {
    "speaking_rate": Label(
        "Speaking rate", "Words a minute over the whole answer, pauses included."
    ),
    "articulation_rate": Label(
        "Articulation rate", "Syllables a second while you speak, pauses left out."
    ),
    "answer_length": Label(
        "Length of the answer", "From the first word to the end of the last."
    ),
    "time_to_first_word": Label(
        "Time to the first word", "From the start of the recording."
    ),
    "time_to_point": Label(
        "Time to the point", "From the first word to the first thing that answers."
    ),
    "pauses_within": Label(
        "Pauses inside clauses", "Silences of 0.25 s or more that split a clause."
    ),
    "longest_pause": Label("Longest pause", "The longest silence between two words."),
    "mean_run": Label("Mean length of run", "Syllables between two pauses."),
    "phonation_ratio": Label(
        "Share of time with voice", "Time spent speaking, of the whole answer."
    ),
    "filler_sounds": Label("Filler sounds", "Um, uh, er and their kind."),
    "filler_markers": Label(
        "Filler words", "Like, you know, I mean ... where they carry no meaning."
    ),
    "repeats": Label("Repeats and restarts", "Words said twice, sentences begun anew."),
    "hedges": Label("Hedges", "Words that take back what is said: maybe, sort of."),
    "jargon_density": Label(
        "Jargon", "Terms that this listener may not know, of all words."
    ),
    "lexical_variety": Label("Variety of words", "How seldom words come again."),
    "loudness": Label("Loudness", "Level of the speech below full scale."),
    "pitch_range": Label("Pitch range", "How far the voice moves up and down."),
}
"""The metrics of the contract, in its order: the columns of a table of reports."""

MORE_METRICS: Final[Mapping[str, Label]] = {
    "longest_run": Label("Longest run", "The longest stretch without a pause."),
    "words_per_pause_unit": Label(
        "Words between pauses", "How much a listener has to take in at once."
    ),
    "gaps_within": Label(
        "Gaps inside clauses", "Gaps of 0.25 s or more between the times of two words."
    ),
    "mean_gap_run": Label("Mean run between gaps", "Syllables between two gaps."),
    "time_in_words": Label(
        "Share of time in words", "Time that lies under words, of the whole answer."
    ),
    "extra_syllables": Label(
        "Long words", "Syllables above one a word, between two pauses."
    ),
}
"""Metrics that a report may hold besides."""

ALL_METRICS: Final[Mapping[str, Label]] = {**METRICS, **MORE_METRICS}

MOST_LINES: Final = 5
"""Lines of the code that are named of a part that has many."""

BARE: Final = "ratio"
"""A unit that is not written: the number says it."""

PARTS: Final[Mapping[str, str]] = {
    "flow": "Flow",
    "pace": "Pace",
    "fillers": "Fillers",
    "structure": "Structure",
    "clarity": "Clarity",
    "rubric": "What this question asks for",
}
"""The parts of the score, in the contract's order."""

STAR: Final[Mapping[str, str]] = {
    "situation": "Situation",
    "task": "Task",
    "action": "Action",
    "result": "Result",
    "other": "Other",
}

MARKS: Final[Mapping[str, str]] = {
    "sound": "Filler sounds",
    "marker": "Filler words",
    "repeat": "Repeats and restarts",
    "hedge": "Hedges",
    "jargon": "Jargon",
}
"""The marks on the words of the answer, in the order of the legend."""

MARK: Final[Mapping[str, str]] = {
    "sound": "filler sound",
    "marker": "filler word",
    "repeat": "repeat",
    "hedge": "hedge",
    "jargon": "jargon",
}
"""One mark of each kind."""

HELD: Final[Mapping[bool | None, str]] = {
    False: "the code says otherwise",
    True: "the code agrees",
    None: "cannot be told",
}
"""What the code says to a claim about it, in the order of a report."""

CODE_STATEMENT: Final = (
    "The code was read and not run. What it costs is what the nesting of its loops "
    "hints at: an upper limit at best, and no proof."
)

STATEMENT: Final = (
    "This report measures how an answer was spoken and built. It judges nothing about "
    "personality, emotion, confidence, accent, or whether anyone would be hired."
)


def title(report: Report) -> str:
    """Name the report: by the question, else by the recording."""
    if report.question is not None:
        return report.question.text
    return report.recording.name if report.recording is not None else "Spoken answer"


def metric_title(name: str) -> str:
    """Name a metric; one that is not in the table by its own name."""
    label = ALL_METRICS.get(name)
    return label.title if label else words(name).capitalize()


def claims(code: Walkthrough) -> tuple[Claim, ...]:
    """Order the claims about code: those that it speaks against first."""
    order = list(HELD)
    return tuple(sorted(code.claims, key=lambda claim: order.index(claim.holds)))


def on_lines(lines: Sequence[int]) -> str:
    """Write line numbers; of many, the first.

    Examples
    --------
    >>> on_lines([3]), on_lines([1, 2, 5]), on_lines(range(1, 9))
    ('line 3', 'lines 1, 2, 5', 'lines 1, 2, 3, 4, 5 ...')
    """
    listed = ", ".join(map(str, lines[:MOST_LINES]))
    more = " ..." if len(lines) > MOST_LINES else ""
    return f"line{'s' if len(lines) > 1 else ''} {listed}{more}"


def words(name: str) -> str:
    """Turn a field name into words."""
    return name.replace("_", " ")


def number(value: float) -> str:
    """Write a number with as many digits as a reader needs.

    Examples
    --------
    >>> number(143.21), number(12.34), number(3.456), number(-21.5), number(2.0)
    ('143', '12.3', '3.46', '-21.5', '2')
    """
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def quantity(value: float, unit: str) -> str:
    """Write a number with its unit.

    Examples
    --------
    >>> quantity(143.2, "words/min"), quantity(4.5, "/min"), quantity(0.7, "ratio")
    ('143 words/min', '4.5 /min', '0.7')
    """
    return f"{number(value)} {shown(unit)}".rstrip()


def shown(unit: str) -> str:
    """Give a unit as it is written behind a number."""
    return "" if unit == BARE else unit


def reading(metric: Metric) -> str:
    """Write the value of a metric; one that was not measured says so."""
    if metric.value is None:
        return "not measured"
    return quantity(metric.value, metric.unit)


def span(low: float | None, high: float | None, unit: str = "") -> str:
    """Write a range, whose ends may be open.

    Examples
    --------
    >>> span(130, 160, "words/min"), span(None, 5), span(2, None), span(None, None)
    ('130 to 160 words/min', 'up to 5', '2 or more', 'any')
    """
    if low is not None and high is not None:
        return f"{number(low)} to {quantity(high, unit)}"
    if high is not None:
        return f"up to {quantity(high, unit)}"
    return "any" if low is None else f"{number(low)} or more {shown(unit)}".rstrip()


def clock(seconds: float) -> str:
    """Write a time as minutes and seconds.

    Examples
    --------
    >>> clock(0.04), clock(75.26), clock(3600.0)
    ('0:00.0', '1:15.3', '60:00.0')
    """
    tenths = round(max(0.0, seconds) * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"


def lasting(seconds: float) -> str:
    """Write how long something lasts, in minutes from one minute on.

    Examples
    --------
    >>> lasting(9.96), lasting(59.96), lasting(121.3)
    ('10.0 s', '1:00.0 min', '2:01.3 min')
    """
    if round(seconds * 10) < 600:
        return f"{seconds:.1f} s"
    return f"{clock(seconds)} min"


def moment(evidence: Evidence) -> str:
    """Write when a piece of evidence is, and what it is."""
    if evidence.start is None:
        return evidence.note
    return f"{clock(evidence.start)} {evidence.note}".rstrip()


def points(value: float | None) -> str:
    """Write points; none is a dash."""
    return "–" if value is None else f"{value:.0f}"


NARROWEST: Final = 1e-6
"""Room beside the ends of a gauge at least, so that a scale of nothing is one."""


def gauge(metric: Metric) -> Gauge | None:
    """Scale a metric to 0..100 for drawing; None without a value and a band."""
    if metric.value is None or metric.band is None:
        return None
    band, interval = metric.band, metric.interval or (metric.value, metric.value)
    known = [metric.value, *interval, band.low, band.high]
    ends = [end for end in known if end is not None]
    room = max(0.1 * (max(ends) - min(0.0, *ends)), NARROWEST)
    first = 0.0 if min(ends) >= 0 else min(ends) - room
    scale = 100 / (max(ends) + room - first)

    def place(end: float) -> float:
        return round((end - first) * scale, 1)

    return Gauge(
        place(metric.value),
        (place(interval[0]), place(interval[1])),
        (
            0.0 if band.low is None else place(band.low),
            100.0 if band.high is None else place(band.high),
        ),
    )
