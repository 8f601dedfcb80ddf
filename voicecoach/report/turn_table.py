"""Write the turns of an interview as a table that can be corrected and given again."""

from voicecoach.exchange import Turn
from voicecoach.report.csv import line, safe

HEADER = ("start", "end", "role", "text")
SUFFIX = ".turns.csv"


def render(turns: tuple[Turn, ...]) -> str:
    """Write a header and a row a turn; ``analyze --session --turns`` reads it.

    Examples
    --------
    >>> render((Turn(0.5, 2.0, "interviewer", "Why?"),)).splitlines()
    ['start,end,role,text', '0.500,2.000,interviewer,Why?']
    """
    rows = (
        (f"{turn.start:.3f}", f"{turn.end:.3f}", turn.role, safe(turn.text))
        for turn in turns
    )
    return line(HEADER) + "".join(map(line, rows))
