"""What the walls of Linux must stand: a Python that lies where the code may write."""

import os
import sys

import pytest

from voicecoach.cell import linux

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="needs Linux, as root"
)


def test_a_python_below_tmp_can_be_shown(tmp_path, monkeypatch):
    seen = tmp_path / "tmp" / "python"
    seen.mkdir(parents=True)
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.setattr(linux, "_needed", lambda: iter([str(seen), "/usr"]))
    child = os.fork()
    if child == 0:
        hidden = linux.separate() and linux.hide_files(root, 1_000_000) == "/cell"
        os._exit(0 if hidden else 1)
    _, status = os.waitpid(child, 0)
    if status and not _may_separate():
        pytest.skip("this system forbids name spaces")
    assert os.waitstatus_to_exitcode(status) == 0


def _may_separate():
    child = os.fork()
    if child == 0:
        os._exit(0 if linux.separate() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
