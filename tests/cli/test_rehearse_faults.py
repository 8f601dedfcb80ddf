"""Rehearse while something breaks: the report is shown, and nothing is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from functools import partial

import pytest

from tests.cli.sitting import Said, Voice
from voicecoach import rehearsal, settings
from voicecoach.cli.streams import Streams
from voicecoach.speak import Problem, Spoken
from voicecoach.store import Store

ONCE = ("--question-id", "hard-feedback", "--no-keys", "--auto-stop")


def database():
    return settings.home() / "sessions" / "sessions.db"


@pytest.fixture
def shown(rehearse, monkeypatch):
    """Rehearse in front of a person, with a store that does not wait for long."""
    monkeypatch.setattr(Streams, "out_is_terminal", True)
    monkeypatch.setattr(Store, "open", partial(Store.open, patience=0.2))
    return rehearse


class Broken(Said):
    """An answer in the middle of which something happens."""

    def __init__(self, happens):
        super().__init__()
        self._happens = happens

    def __iter__(self):
        for number, block in enumerate(super().__iter__()):
            if number == 50:
                time.sleep(0.5)  # what came before is written
                self._happens()
            yield block


OTHERS = []
"""What other programs have open."""


@pytest.fixture(autouse=True)
def others():
    yield
    while OTHERS:
        OTHERS.pop().close()


def locked():
    OTHERS.append(sqlite3.connect(database(), check_same_thread=False))
    OTHERS[-1].execute("BEGIN EXCLUSIVE")


def damaged():
    path = database()
    path.write_bytes(b"hello, I am a text file\n" * 100)


def deleted():
    Store.open().delete_all()


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (locked, "sessions.db is in use by another program (waited 0.2 s). Close "),
        (damaged, "sessions.db is damaged (file is not a database). Run "),
        (deleted, "its session was deleted meanwhile. End "),
    ],
)
def test_a_report_that_cannot_be_kept_is_shown_and_the_answer_stays(
    shown, plug, happens, said, tmp_path
):
    plug().make = lambda: Broken(happens)
    done = shown(*ONCE, "--out", "reports")
    assert done.code == 1
    assert said in done.err
    (told,) = (line for line in done.err.splitlines() if said in line)
    assert told.endswith(
        "The recording is safe: the next `voicecoach rehearse` offers it again."
    )
    assert "of 100" in done.out or "no score" in done.out
    assert list((tmp_path / "reports").glob("*.html"))
    (left,) = rehearsal.rescued()
    assert left.seconds > 16


@pytest.fixture
def small_disk(tmp_path, monkeypatch):
    """Keep everything on a disk of 1 MB; only root can make one."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root of Linux can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    monkeypatch.setenv("VOICECOACH_HOME", str(disk))
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_disk_that_fills_up_ends_the_answer_and_its_report_is_shown(
    shown, plug, small_disk, monkeypatch
):
    monkeypatch.setenv("VOICECOACH_HOME", str(small_disk))
    ballast = small_disk / "ballast"

    def fill():
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(bytes(free))

    plug().make = lambda: Broken(fill)
    done = shown(*ONCE)
    assert done.code == 1
    *_, while_listening, while_keeping, _ = done.err.splitlines()
    assert "No space left" in while_listening
    assert "Make room" in while_keeping
    assert "offers it again" in while_keeping
    assert "of 100" in done.out or "no score" in done.out
    ballast.unlink()
    (left,) = rehearsal.rescued()
    assert left.seconds > 4.5


def test_a_database_that_was_damaged_before_is_told_of_and_the_answer_is_kept(shown):
    Store.open().begin("rehearsal")
    damaged()
    done = shown("--track", "team", "--no-keys", "--auto-stop")
    assert done.code == 1
    (told,) = (line for line in done.err.splitlines() if "set aside" in line)
    assert "is damaged" in told
    assert len(Store.open().takes()) == 1
    assert rehearsal.rescued() == ()


def newer():
    with sqlite3.connect(database()) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()


@pytest.mark.parametrize(
    ("happens", "said"), [(locked, "Close other windows"), (newer, "Update voicecoach")]
)
@pytest.mark.parametrize("command", ["rehearse", "interview"])
def test_a_database_that_cannot_be_opened_is_told_before_anything_is_asked(
    shown, happens, said, command
):
    Store.open().begin("rehearsal")
    happens()
    done = shown("--no-keys", "--auto-stop", command=command)
    assert done.code == 1
    (told,) = done.err.splitlines()
    assert said in told
    assert Voice.said == ()


def test_a_voice_that_hangs_leaves_the_question_to_be_read(shown, monkeypatch):
    hung = Problem("pyttsx3 gave no sound within 20 s.", "See: voicecoach doctor.")
    monkeypatch.setattr(Voice, "say", lambda *_: Spoken(None, 0.0, (hung,)))
    done = shown(*ONCE)
    assert done.code == 0
    assert "Tell me about" in done.out
