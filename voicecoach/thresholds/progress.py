"""What is said about several answers of one speaker."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ProgressRules:
    """What is said about several answers of one speaker. Design values.

    Attributes
    ----------
    chance : float
        A difference is beyond noise where chance alone would make one as large in
        fewer than this share of cases: the usual one in twenty, a convention.
    fewest : int
        Takes from which a direction is told; under it there is too little to see.
    habit_fewest : int
        Takes from which something can be called a habit ...
    habit_share : float
        ... and the share of the takes that it has to be in.
    habits : int
        Fillers that are named at most.
    """

    chance: float = 0.05
    fewest: int = 6
    habit_fewest: int = 3
    habit_share: float = 0.5
    habits: int = 5


PROGRESS: Final = ProgressRules()
