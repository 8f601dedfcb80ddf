"""How questions are chosen for the text of a job."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class JobFit:
    """How questions are chosen for a job text. Design values, tried on job texts.

    A term that the text shares with a question counts by its rarity in the bank, as
    in TF-IDF (Sparck Jones, Journal of Documentation, 1972), times the weights below.

    Attributes
    ----------
    tag, asked, key_point, track : float
        What a term weighs as a tag of the question, in its text, in a key point, and
        as a sign of its whole track.
    common : float
        A word that is so common in English (Zipf scale) tells nothing about a job.
    fewest : int
        A term of fewer questions is no rarer than one of so many.
    least : float
        Questions with less evidence are not chosen for it.
    near, far : float
        What a question counts one level and two levels away from the job's.
    again : float
        What a term counts when a question was chosen for it already, each time.
    title : int
        How often a sign of the level counts in the first line.
    """

    tag: float = 3.0
    asked: float = 1.5
    key_point: float = 0.75
    track: float = 1.0
    common: float = 4.6
    fewest: int = 3
    least: float = 3.0
    near: float = 0.5
    far: float = 0.2
    again: float = 0.5
    title: int = 3


JOB: Final = JobFit()
