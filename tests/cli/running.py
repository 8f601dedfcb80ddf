"""How the tests run the command line: in a process of its own, in an empty folder."""

import os
from pathlib import Path

STANDIN = Path(__file__).with_name("standin.py")
ROOT = STANDIN.parents[2]


def environment(**more):
    """What the real environment has, but for what changes how output looks."""
    ours = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM"}
    ours |= {"VOICECOACH_HOME", "PYTHONUNBUFFERED", "PYTHONWARNINGS"}
    ours.add("PYTHONDONTWRITEBYTECODE")  # compiled, as a user has it
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    path = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}
