"""Programs of their own that keep takes, to be run beside others or killed."""

import subprocess
import sys

from tests.cli.running import ROOT, environment

KEEPING = """
import sys
from pathlib import Path
from tests.report.made_reports import rich_report
from voicecoach.store import Store, rows
home, session, count, sound = sys.argv[1:5]
store = Store.open(Path(home), patience=30.0)
report = rich_report()
{before}
store.keep(session, report, Path(sound))
print("ready", flush=True)
for _ in range(int(count) - 1):
    store.keep(session, report, Path(sound))
"""


def keeping(home, session, count, sound, before=""):
    """Start a program that keeps takes in a session."""
    code = KEEPING.format(before=before)
    return subprocess.Popen(
        [sys.executable, "-c", code, str(home), session, str(count), str(sound)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
