"""How a measurement becomes points, and which values get them all."""

from dataclasses import dataclass
from typing import Final

from voicecoach.types import Band


@dataclass(frozen=True, slots=True)
class Scale:
    """Points for a value: straight lines between anchors, flat beyond the outer ones.

    ``anchors`` are (value, points) with rising values; ``share`` is what this metric
    weighs within its part.
    """

    metric: str
    anchors: tuple[tuple[float, float], ...]
    share: float
    source: str


FLUENCY: Final = (
    "Kahng (2018): pauses within clauses go with rated fluency more than any other "
    "measure; Suzuki et al., Modern Language Journal 105(2), 263 effects. The anchors "
    "are design values."
)

FLOW: Final = (
    Scale("pauses_within", ((4, 100), (20, 0)), 0.5, FLUENCY),
    Scale("mean_run", ((3, 0), (12, 100)), 0.25, FLUENCY),
    Scale("phonation_ratio", ((0.40, 0), (0.70, 100)), 0.25, FLUENCY),
)
"""Flow: does speech come in unbroken runs?"""

FLOW_BY_TIMES: Final = tuple(
    Scale(name, scale.anchors, scale.share, scale.source)
    for name, scale in zip(
        ("gaps_within", "mean_gap_run", "time_in_words"), FLOW, strict=True
    )
)
"""The same read off the gaps between the words' times, where there is no sound."""

PACE_SCALE: Final = Scale(
    "speaking_rate",
    ((20, 0), (120, 100), (175, 100), (200, 90), (260, 0)),
    1.0,
    "No study fixes a best interview pace; coaches say 140 to 160 words a minute. The "
    "band is wide on purpose, one point for each word a minute under it, less for "
    "brisk speech up to 200. Slow speech is read as anxious: Feiler & Powell (2016); "
    "more words a second went with better ratings of mock interviews: Naim et al., "
    "arXiv 1504.03425. Design value.",
)

FILLER_SCALE: Final = Scale(
    "filler_sounds",
    ((5, 100), (12, 50), (20, 0)),
    1.0,
    "Up to 5 fillers a minute cost a speaker nothing, 12 clearly do: "
    "doi 10.1002/jaba.1093. The average speaker sits at the 5.",
)

FILLER_PRIOR: Final = (5.0, 0.5)
"""What is known of a speaker beforehand: fillers a minute, and the minutes of speech
that this knowledge is worth. The average speaker sits at 5 a minute (2 to 6 filled
pauses in 100 words, PMC9014665). It weighs less the longer somebody speaks, so that a
single filler in a short answer costs nothing and a habit does. The half minute is a
design value."""

MARKER_WEIGHT: Final = 0.5
"""A filler word weighs half a filler sound: sounds hurt more (10.1002/jaba.1093)."""

JARGON_SCALE: Final = Scale(
    "jargon_density",
    ((2, 100), (10, 0)),
    1.0,
    "Readers need to know 98 % of the words, and a text with 90 % is hard: Rakedzon et "
    "al. (2017), De-Jargonizer. Explaining a term helps only in part: Shulman et al. "
    "(2020).",
)

FULLNESS: Final = Scale(
    "different words",
    ((20, 30), (90, 100)),
    1.0,
    "An answer of few different words makes little clear: more words and more "
    "different ones went with better ratings of mock interviews (Naim et al., arXiv "
    "1504.03425); coaches advise 60 to 120 s, and a minute has about 90. Design value.",
)
"""Per cent of the points of clarity that so many different words may have."""


def band(scale: Scale) -> Band:
    """Give the values of a metric that get full points.

    Examples
    --------
    >>> found = band(PACE_SCALE)
    >>> found.low, found.high
    (120, 175)
    """
    full = [value for value, points in scale.anchors if points == 100]
    first, last = scale.anchors[0], scale.anchors[-1]
    return Band(
        low=None if first[1] == 100 else min(full),
        high=None if last[1] == 100 else max(full),
        source=scale.source,
    )


BANDS: Final = {
    scale.metric: band(scale)
    for scale in (*FLOW, PACE_SCALE, FILLER_SCALE, JARGON_SCALE)
} | {
    # Of filler words alone it takes so many to cost the first point.
    "filler_markers": Band(
        None, (band(FILLER_SCALE).high or 0.0) / MARKER_WEIGHT, FILLER_SCALE.source
    )
}
"""The band of every metric that is scored."""
