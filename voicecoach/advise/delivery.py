"""Advice on how it was said: pauses, fillers, pace."""

from collections import Counter
from collections.abc import Iterator, Sequence

from voicecoach.advise.proposal import MOMENTS, Heard, Proposal, at
from voicecoach.thresholds import FILLER_SCALE, FLOW, FLOW_BY_TIMES, PACE_SCALE, band
from voicecoach.types import Evidence, Metric, Word

_AROUND = 3  # words that are quoted before and after a pause


def about_pauses(heard: Heard) -> Iterator[Proposal]:
    """Show the longest breaks within a clause, with the words around the longest."""
    names = {FLOW[0].metric, FLOW_BY_TIMES[0].metric}
    breaks = [
        evidence
        for metric in heard.analysis.metrics
        if metric.name in names
        for evidence in metric.evidence
    ]
    if not breaks:
        return
    longest = sorted(breaks, key=_begins_before_it_ends)[:MOMENTS]
    yield Proposal(
        "flow",
        0.7,
        f"{_broken(heard.words, longest[0])}Pause between thoughts, not inside them: "
        "finish the clause, then breathe. These are the longest breaks in a clause.",
        sorted(longest, key=lambda e: e.start or 0.0),
    )


def _begins_before_it_ends(moment: Evidence) -> float:
    return (moment.start or 0.0) - (moment.end or 0.0)


def _broken(words: Sequence[Word], moment: Evidence) -> str:
    """Quote the words on both sides of a silence."""
    if moment.start is None or moment.end is None:
        return ""
    middle = (moment.start + moment.end) / 2
    before = [w.text for w in words if (w.end or 0.0) <= middle and w.start is not None]
    after = [w.text for w in words if w.start is not None and w.start >= middle]
    if not before or not after:
        return ""
    sides = " ".join(before[-_AROUND:]), " ".join(after[:_AROUND])
    length = moment.end - moment.start
    return f"“{sides[0]} … {sides[1]}” has {length:.1f} s of silence inside. "


def about_fillers(heard: Heard) -> Iterator[Proposal]:
    """Count the filler sounds and the filler words, and show the densest cluster."""
    sounds = heard.analysis.metric("filler_sounds")
    words = heard.analysis.metric("filler_markers")
    limit = band(FILLER_SCALE).high
    if sounds.value is not None and sounds.evidence:
        cluster = _densest(sounds.evidence)
        yield Proposal(
            "fillers",
            0.9,
            f"You said {_counted(sounds)}: {sounds.value:.1f} a minute, and up to "
            f"{limit:.0f} cost nothing. Where the next word is not there yet, close "
            f"your mouth and let it be silent. Start with these{at(cluster[0].start)}.",
            cluster,
        )
    if words.value is not None and words.evidence:
        yield Proposal(
            "fillers",
            0.4,
            f"Leave out {_counted(words)} where it says nothing: "
            f"{words.value:.1f} a minute.",
            _densest(words.evidence),
        )


def _counted(metric: Metric) -> str:
    """Name the most frequent fillers with how often each was said; count the rest."""
    counts = Counter(moment.note for moment in metric.evidence)
    named = [f"“{text}” {_times(times)}" for text, times in counts.most_common(3)]
    rest = len(metric.evidence) - sum(times for _, times in counts.most_common(3))
    if rest:
        named.append(f"others {_times(rest)}")
    return " and ".join([*([", ".join(named[:-1])] if named[1:] else []), named[-1]])


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _densest(evidence: Sequence[Evidence]) -> Sequence[Evidence]:
    """Pick the moments that stand closest together: clusters are what is noticed."""
    if len(evidence) <= MOMENTS or any(e.start is None for e in evidence):
        return evidence
    starts = [e.start or 0.0 for e in evidence]
    windows = range(len(evidence) - MOMENTS + 1)
    best = min(windows, key=lambda i: starts[i + MOMENTS - 1] - starts[i])
    return evidence[best : best + MOMENTS]


def about_pace(heard: Heard) -> Iterator[Proposal]:
    """Say that it was too fast or too slow, and where most."""
    metric = heard.analysis.metric("speaking_rate")
    comfortable = band(PACE_SCALE)
    if metric.value is None or comfortable.low is None or comfortable.high is None:
        return
    if metric.value > comfortable.high:
        text, which = "Slow down: leave a beat after each point.", "fastest"
    elif metric.value < comfortable.low:
        text, which = "Let the sentences run on a little faster.", "slowest"
    else:
        return
    moments = [e for e in metric.evidence if which in e.note] or metric.evidence
    yield Proposal(
        "pace",
        1.0,
        f"{text} You speak {metric.value:.0f} words a minute; "
        f"{comfortable.low:.0f} to {comfortable.high:.0f} is comfortable to follow. "
        f"The {which} stretch is{at(moments[0].start) or ' shown'}.",
        moments,
    )
