import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.cli.running import STANDIN, environment
from tests.cli.sitting import plug, rehearse  # noqa: F401  (fixtures)


@pytest.fixture
def voicecoach(here, monkeypatch):
    """Run the command line here, in an empty folder, with a coach that has no ears."""
    from tests.cli.standin import StandInCoach
    from voicecoach import session

    monkeypatch.setattr(session, "Coach", StandInCoach)
    return here


@pytest.fixture
def here(tmp_path, monkeypatch, capfd):
    """Run the command line in this process, in an empty folder."""
    from voicecoach.cli import main

    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        shown = capfd.readouterr()
        return SimpleNamespace(returncode=code, stdout=shown.out, stderr=shown.err)

    return run


@pytest.fixture
def process(tmp_path):
    """Run the same in a process of its own."""

    def run(*arguments, env=None, **options):
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(
            [sys.executable, str(STANDIN), *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**(env or {})),
            encoding="utf-8",
            timeout=60,
            check=False,
            **streams,
        )

    return run


@pytest.fixture
def recording(tmp_path):
    """Make a file that tells the coach what to do."""

    def make(name, doing="good"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(doing, encoding="utf-8")
        return path

    return make
