"""Let a script go on in the environment that scripts/voicecoach made."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BENDING = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")


def settle(script: str) -> None:
    """Start a script again in the checkout's own environment, where there is one.

    Raises
    ------
    SystemExit
        On Windows when the script has run; everywhere when nothing is set up.
    """
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    own = VENV.joinpath(*parts)
    if own.exists() and Path(sys.prefix).resolve() != VENV.resolve():
        command = [str(own), str(Path(script).resolve()), *sys.argv[1:]]
        clean = {k: v for k, v in os.environ.items() if k not in BENDING}
        if os.name == "nt":
            sys.exit(subprocess.call(command, env=clean))
        os.execve(own, command, clean)
    if not all(map(importlib.util.find_spec, ("faster_whisper", "spacy"))):
        name = Path(script).name
        sys.exit(
            f"{name}: voicecoach is not set up. Run scripts/voicecoach doctor first."
        )
