"""What is written is there: at any moment, after any death, for nobody else."""

import json
import os
import signal
import stat
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voicecoach import audio
from voicecoach.errors import InputError, OutputError
from voicecoach.takes import Take, left_behind

ROOT = Path(__file__).parents[2]
ABOUT = {"question": "Tell me about a conflict.", "options": {"seconds": 180}}


def begin(folder, name="answer", rate=16_000):
    return Take.begin(folder, name, rate, about=ABOUT)


def ramp(count, start=1):
    return (np.arange(start, start + count) % 30_000).astype(np.int16)


def read(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def run(code, *arguments):
    """Start a program of voicecoach's that ends when we say so."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


# -- while it grows --------------------------------------------------------------------


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100, 48_000])
def test_a_take_can_be_read_after_every_block(tmp_path, rate):
    take = begin(tmp_path, rate=rate)
    for count in range(1, 4):
        take.write(ramp(rate))
        sound = audio.read(take.path)
        assert sound.recording.sample_rate == rate
        assert sound.duration == pytest.approx(count, abs=0.001)
        assert len(read(take.path)) == count * rate
        assert take.seconds == count
    take.discard()


@settings(max_examples=50)
@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=12).filter(any),
    st.floats(0, 1, allow_nan=False),
)
def test_whatever_is_cut_off_the_rest_is_what_was_said_first(
    tmp_path_factory, sizes, share
):
    folder = tmp_path_factory.mktemp("cut")
    take = begin(folder)
    said = ramp(sum(sizes))
    for block in np.split(said, np.cumsum(sizes)[:-1]):
        take.write(block)
    # What a power cut leaves: a part of the file, and nobody who closes it.
    take.leave()
    bytes_left = round(share * take.path.stat().st_size)
    os.truncate(take.path, bytes_left)
    expected = said[: max(0, bytes_left - 44) // 2]
    found = left_behind(folder)
    assert len(found) == bool(len(expected))
    if found:
        heard = audio.read(take.path).samples  # before the header is repaired
        assert heard == pytest.approx(expected / 32_768, abs=1e-6)
        assert found[0].seconds == pytest.approx(len(expected) / 16_000)
        assert found[0].about == ABOUT
        assert (read(found[0].adopt()) == expected).all()


@pytest.mark.parametrize(
    "block",
    [np.zeros(10, np.float32), np.zeros((10, 2), np.int16), np.zeros(10, np.int32)],
)
def test_other_sound_than_int16_mono_is_refused(tmp_path, block):
    take = begin(tmp_path)
    with pytest.raises(ValueError, match="int16 mono"):
        take.write(block)
    assert take.blocks_written == 0
    take.discard()


def test_numbered_blocks_are_kept_once_and_in_order(tmp_path):
    take = begin(tmp_path)
    assert take.write_numbered(0, ramp(100))
    assert take.write_numbered(1, ramp(100, 101))
    assert not take.write_numbered(0, ramp(100))
    assert not take.write_numbered(1, ramp(100, 101))
    with pytest.raises(InputError, match="Block 2"):
        take.write_numbered(3, ramp(100, 301))
    assert take.blocks_written == 2
    assert (read(take.close()) == ramp(200)).all()


# -- what is kept ----------------------------------------------------------------------


def test_what_the_take_is_about_is_there_before_the_first_sample(tmp_path):
    take = begin(tmp_path)
    said = json.loads((tmp_path / "answer.about.json").read_text("utf-8"))
    assert said["about"] == ABOUT
    assert said["rate"] == 16_000
    take.discard()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_folder_and_files_are_for_their_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        take = begin(tmp_path / "home" / "takes")
    finally:
        os.umask(before)
    folder = take.path.parent
    for place, mode in [(folder.parent, 0o700), (folder, 0o700)]:
        assert stat.S_IMODE(place.stat().st_mode) == mode
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    take.discard()


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_written_over(tmp_path):
    first, second = begin(tmp_path), begin(tmp_path)
    first.write(ramp(10))
    assert second.path.name == "answer-2.wav"
    assert (read(first.close()) == ramp(10)).all()
    second.discard()
    third = begin(tmp_path)
    assert third.path.name == "answer-2.wav"
    third.discard()


@pytest.mark.parametrize("name", ["", "../up", "a/b", r"a\b", ".hidden", "a.", "a\0b"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    with pytest.raises(ValueError, match="plain name"):
        begin(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_take_is_its_sound_alone(tmp_path):
    take = begin(tmp_path)
    take.write(ramp(10))
    assert take.close() == tmp_path / "answer.wav"
    assert list(tmp_path.iterdir()) == [tmp_path / "answer.wav"]
    assert left_behind(tmp_path) == ()
    with pytest.raises(ValueError, match="closed"):
        take.write(ramp(10))
    take.discard()  # is the caller's by now
    assert take.path.is_file()


def test_a_discarded_take_is_gone(tmp_path):
    for end in (lambda _: None, Take.finish):
        take = begin(tmp_path)
        take.write(ramp(10))
        end(take)
        take.discard()
        assert list(tmp_path.iterdir()) == []


def test_a_take_that_nobody_dealt_with_is_left_at_the_end_unless_it_is_empty(tmp_path):
    with pytest.raises(KeyboardInterrupt), begin(tmp_path) as take:  # noqa: PT012
        take.write(ramp(10))
        raise KeyboardInterrupt
    with begin(tmp_path, "empty"):
        pass
    (left,) = left_behind(tmp_path)
    assert left.path == take.path
    assert {path.name for path in tmp_path.iterdir()} == {
        "answer.wav",
        "answer.about.json",
    }


# -- what was left behind --------------------------------------------------------------

RECORDING = """
import sys, time
from pathlib import Path
import numpy as np
from voicecoach.takes import Take
take = Take.begin(Path(sys.argv[1]), "answer", 16_000, about={"question": "Why?"})
for second in range(2):
    for _ in range(50):
        take.write(np.full(320, 7, np.int16))
if sys.argv[2] == "finish":
    take.finish()
print("written", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("until", ["write", "finish"])
def test_a_killed_program_leaves_its_take_and_a_running_one_keeps_it(tmp_path, until):
    program = run(RECORDING, tmp_path, until)
    try:
        assert program.stdout.readline() == "written\n"
        assert left_behind(tmp_path) == ()
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
    (left,) = left_behind(tmp_path)
    assert left.seconds == 2
    assert left.about == {"question": "Why?"}
    assert left.rate == 16_000
    assert left.begun.startswith("20")
    assert audio.read(left.path).duration == 2
    path = left.adopt()
    assert len(read(path)) == 32_000
    assert left_behind(tmp_path) == ()


def test_a_take_that_is_taken_over_is_found_again_until_it_is_closed(tmp_path):
    program = run(RECORDING, tmp_path, "write")
    program.stdout.readline()
    program.send_signal(signal.SIGTERM)
    program.wait()
    program.stdout.close()
    (left,) = left_behind(tmp_path)
    take = left.hold()
    assert left_behind(tmp_path) == ()  # in our hands
    with pytest.raises(OutputError, match="another program"):
        left.hold()
    take.leave()
    left_behind(tmp_path)[0].discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("about", [b"", b"[1]", b"{", b'{"rate": true}', b"\xff" * 9])
def test_sound_whose_about_is_damaged_is_still_offered(tmp_path, about):
    take = begin(tmp_path)
    take.write(ramp(16_000))
    take.leave()
    (tmp_path / "answer.about.json").write_bytes(about)
    (left,) = left_behind(tmp_path)
    assert (left.seconds, left.about, left.begun) == (1, {}, None)


def test_where_there_are_no_takes_nothing_was_left(tmp_path):
    (tmp_path / "speech.wav").write_bytes(b"not a take")
    (tmp_path / "lonely.about.json").write_text("{}", encoding="utf-8")
    assert left_behind(tmp_path) == left_behind(tmp_path / "nowhere") == ()


def test_without_locks_a_take_that_grows_counts_as_running(tmp_path, monkeypatch):
    monkeypatch.setattr("voicecoach.own_file._try_lock", lambda file: None)
    take = begin(tmp_path)
    take.write(ramp(100))
    assert left_behind(tmp_path) == ()
    os.utime(take.path, (0, 0))
    assert [left.path for left in left_behind(tmp_path)] == [take.path]
    take.discard()


# -- a disk that is full or will not --------------------------------------------------


@pytest.fixture
def small_disk(tmp_path):
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("only root of Linux can mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_what_was_said_before_and_says_what_to_do(small_disk):
    take = begin(small_disk, rate=48_000)
    said = ramp(2_000_000)
    with pytest.raises(OutputError, match="No space left") as caught:  # noqa: PT012  (which block is the first too much is the disk's affair)
        for block in np.split(said, 400):
            take.write(block)
    assert "VOICECOACH_HOME" in caught.value.remedy
    assert str(take.path) in caught.value.problem
    kept = read(take.close())
    assert len(kept) > 450_000  # of the 524,288 that fit a disk of 1 MB
    assert (kept == said[: len(kept)]).all()
    assert audio.read(take.path).duration == pytest.approx(take.seconds, abs=0.001)


def test_a_take_goes_on_where_it_was_when_there_is_room_again(small_disk):
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(900_000))
    take = begin(small_disk)
    with pytest.raises(OutputError):
        take.write(ramp(200_000))
    kept = round(take.seconds * take.rate)
    ballast.unlink()
    take.write(ramp(100))
    expected = np.concatenate([ramp(kept), ramp(100)])
    assert (read(take.close()) == expected).all()


def test_a_disk_without_room_for_a_beginning_has_nothing_half_begun(small_disk):
    (small_disk / "ballast").write_bytes(bytes(1_048_576 - 4096))
    begun = []
    with pytest.raises(OutputError, match="No space left"):  # noqa: PT012  (as above)
        for _ in range(10):
            begun.append(begin(small_disk))
    assert len(list(small_disk.glob("*.wav"))) == len(list(small_disk.glob("*.json")))
    for take in begun:
        take.discard()


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="could not be written") as caught:
        begin(tmp_path / "file")
    assert str(tmp_path / "file") in caught.value.problem


def test_the_disk_itself_has_all_but_half_a_second(tmp_path, monkeypatch):
    now, synced = [0.0], []
    monkeypatch.setattr("voicecoach.growing_wav.time.monotonic", lambda: now[0])
    take = begin(tmp_path)
    monkeypatch.setattr(
        "voicecoach.own_file.to_disk", lambda file: synced.append(take.seconds)
    )
    behind = []
    for _ in range(100):
        now[0] += 0.05
        take.write(ramp(800))
        behind.append(take.seconds - max(synced, default=0.0))
    assert max(behind) <= 0.5
    assert len(synced) <= 11  # and not after every block
    take.discard()
