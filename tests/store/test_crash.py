"""Two programs at once, a program that dies, a disk that is full or read-only."""

import os
import random
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from tests.cli.running import ROOT, environment
from tests.report.made_reports import refused, rich_report
from tests.store.programs import keeping
from voicecoach.errors import StoreError
from voicecoach.store import Store


def whole(home):
    """Open what is kept; every take in it is whole."""
    store = Store.open(home)
    assert store.problem is None
    for take in store.takes():
        assert store.report(take.id) == rich_report()
        assert store.sound(take.id).stat().st_size > 10_000
    return store


def test_two_programs_keep_takes_at_once(home, store, wav):
    session = store.begin("rehearsal").id
    programs = [keeping(home, session, 12, wav) for _ in range(2)]
    assert [program.wait(120) for program in programs] == [0, 0]
    for program in programs:
        program.stdout.close()
    taken = [take.number for take in whole(home).takes(session)]
    assert taken == list(range(1, 25))
    assert whole(home).unnamed_sounds(0.0) == ()


def test_two_programs_begin_at_once(home):
    code = (
        "import sys; from pathlib import Path; from voicecoach.store import Store;"
        "Store.open(Path(sys.argv[1])).begin('rehearsal')"
    )
    command = [sys.executable, "-c", code, str(home)]
    programs = [
        subprocess.Popen(command, cwd=ROOT, env=environment()) for _ in range(3)
    ]
    assert [program.wait(120) for program in programs] == [0, 0, 0]
    assert sorted(session.id for session in whole(home).sessions()) == ["1", "2", "3"]


def test_a_program_that_is_killed_at_any_moment_leaves_whole_takes(home, store, wav):
    session = store.begin("rehearsal").id
    kept = 0
    chance = random.Random(4)
    for _ in range(4):
        program = keeping(home, session, 10_000, wav)
        assert program.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.2))
        program.kill()
        program.wait(30)
        program.stdout.close()
        now = len(whole(home).takes(session))
        assert now >= kept
        kept = now
    assert kept
    store = whole(home)
    store.discard(store.unnamed_sounds(0.0))
    files = {path.name for path in (store.folder / "sound").iterdir()}
    assert files == {store.sound(take.id).name for take in store.takes()}


DIES = "import os; die = lambda *a: os._exit(9);"
AFTER_SOUND = f"{DIES} rows.add_take = die"
IN_TRANSACTION = (
    f"{DIES} add = rows.add_take; "
    "rows.add_take = lambda c, *a: (add(c, *a), "
    # Small enough a cache that the changed pages are in the file already.
    "c.exec_driver_sql('PRAGMA cache_size = 1'), "
    "[add(c, *a[:1], {**a[1]}) for _ in range(50)], die())"
)


@pytest.mark.parametrize(
    "before", [AFTER_SOUND, IN_TRANSACTION], ids=["after the sound", "in between"]
)
def test_a_program_that_dies_while_keeping_leaves_no_take_and_the_sound(
    home, store, wav, before
):
    session = store.begin("rehearsal").id
    first = store.keep(session, rich_report(), wav)
    program = keeping(home, session, 1, wav, before)
    assert program.wait(60) == 9
    program.stdout.close()
    again = whole(home)
    assert [take.id for take in again.takes()] == [first]
    (stray,) = again.unnamed_sounds(0.0)
    assert stray.read_bytes() == wav.read_bytes()
    assert again.keep(session, refused()) == f"{session}.2"


def test_a_database_in_use_is_an_error_with_a_remedy(home, store, database):
    session = store.begin("rehearsal").id
    other = sqlite3.connect(database)
    other.execute("BEGIN EXCLUSIVE")
    begun = time.monotonic()
    with pytest.raises(StoreError, match=r"sessions\.db is in use") as caught:
        Store.open(home, patience=0.3)
    assert 0.2 < time.monotonic() - begun < 5
    assert caught.value.remedy
    other.rollback()
    other.close()
    assert Store.open(home).session(session)


def test_who_writes_waits_for_another(store, database):
    session = store.begin("rehearsal").id
    other = sqlite3.connect(database, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    timer = threading.Timer(0.5, lambda: (other.rollback(), other.close()))
    timer.start()
    assert store.keep(session, rich_report()) == f"{session}.1"
    timer.join()


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB; only root can make one."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs Linux and root")
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system does not let us mount")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_an_error_and_what_was_kept_is_whole(small_disk, wav):
    store = Store.open(small_disk)
    session = store.begin("rehearsal").id
    kept = []

    def fill():
        for _ in range(1000):
            kept.append(store.keep(session, rich_report(), wav))

    with pytest.raises(StoreError) as caught:
        fill()
    assert "Make room" in caught.value.remedy
    assert kept
    assert [take.id for take in whole(small_disk).takes()] == kept
    assert store.unnamed_sounds(0.0) == ()
    big = wav.with_name("big.wav")
    big.write_bytes(bytes(2_000_000))
    with pytest.raises(StoreError, match="The sound could not be written"):
        store.keep(session, refused(), big)
    assert store.unnamed_sounds(0.0) == ()
    assert [take.id for take in whole(small_disk).takes()] == kept


def test_on_a_disk_that_is_read_only_everything_can_be_read(small_disk, wav):
    store = Store.open(small_disk)
    session = store.begin("rehearsal").id
    take = store.keep(session, rich_report(), wav)
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    again = Store.open(small_disk)
    assert again.report(take) == rich_report()
    for write in (
        lambda: again.begin("rehearsal"),
        lambda: again.keep(session, rich_report()),
        lambda: again.keep(session, rich_report(), wav),
        lambda: again.delete(take),
        lambda: Store.open(small_disk / "new"),
    ):
        with pytest.raises(StoreError) as caught:
            write()
        assert caught.value.remedy
    assert again.sound(take).is_file()


def test_a_home_that_is_a_file_is_an_error(tmp_path):
    place = tmp_path / "home"
    place.write_text("not a folder")
    with pytest.raises(StoreError, match="home") as caught:
        Store.open(place)
    assert "VOICECOACH_HOME" in caught.value.remedy
    assert place.read_text() == "not a folder"
