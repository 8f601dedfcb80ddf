import os
import sys

import pytest

from voicecoach.cli.inputs import Input, Unusable, expand

SEP = os.sep
posix = pytest.mark.skipif(os.name == "nt", reason="links and rights of POSIX")


def found(*given):
    return [item.given for item in expand(tuple(map(str, given)))]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_files_keep_the_order_and_the_spelling_in_which_they_were_named(folder):
    touch(folder, "b.wav", "a.wav")
    assert found("./b.wav", "a.wav", "b.wav") == ["./b.wav", "a.wav", "b.wav"]


def test_what_is_found_in_a_folder_begins_with_the_folder_as_given(folder):
    touch(folder, "in/a.wav", "in/b/c.MOV")
    assert found("in") == [f"in{SEP}a.wav", f"in{SEP}b{SEP}c.MOV"]
    assert found("./in") == [f"./in{SEP}a.wav", f"./in{SEP}b{SEP}c.MOV"]


def test_names_alone_decide_and_capitals_do_not_hide_a_suffix(folder):
    touch(folder, "in/x.WAV", "in/y.wav.txt", "in/wav", "in/z.Mp3")
    assert found("in") == [f"in{SEP}x.WAV", f"in{SEP}z.Mp3"]


def test_a_folder_named_like_a_recording_is_walked(folder):
    touch(folder, "in/x.wav/y.wav")
    assert found("in") == [f"in{SEP}x.wav{SEP}y.wav"]


@posix
def test_links_to_recordings_count_and_links_to_folders_do_not_loop(folder):
    touch(folder, "in/a.wav", "elsewhere/b.wav")
    (folder / "in/link.wav").symlink_to(folder / "elsewhere/b.wav")
    (folder / "in/loop").symlink_to(folder / "in")
    (folder / "in/gone.wav").symlink_to(folder / "nowhere.wav")
    assert found("in") == ["in/a.wav", "in/link.wav"]


@posix
def test_pipes_in_a_folder_are_left_alone(folder):
    touch(folder, "in/a.wav")
    os.mkfifo(folder / "in/pipe.wav")
    assert found("in") == ["in/a.wav"]


@posix
@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything"
)
def test_a_folder_that_may_not_be_read_is_named(folder):
    touch(folder, "in/a.wav", "in/locked/b.wav")
    (folder / "in/locked").chmod(0)
    try:
        first, second = expand(("in",))
    finally:
        (folder / "in/locked").chmod(0o700)
    assert isinstance(first, Input)
    assert isinstance(second, Unusable)
    assert second.error.problem == "in/locked cannot be read (Permission denied)."
