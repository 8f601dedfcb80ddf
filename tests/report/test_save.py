import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import rich_report, steps_of_tones, untimed
from voicecoach.errors import OutputError, UsageError
from voicecoach.report import FORMATS, choose, free_name, save
from voicecoach.report import html as page
from voicecoach.report.save import LONGEST_NAME, NOT_ON_WINDOWS


def listing(folder):
    return sorted(path.name for path in folder.iterdir())


def test_every_format_is_written_under_the_whole_name_of_the_input(report, tmp_path):
    paths = save(report, None, tmp_path / "new" / "folder", "answer.m4a", list(FORMATS))
    names = [path.name for path in paths]
    assert names == [
        "answer.m4a.report.html",
        "answer.m4a.report.json",
        "answer.m4a.report.md",
        "answer.m4a.report.csv",
        "answer.m4a.report.pdf",
        "answer.m4a.report.vtt",
        "answer.m4a.report.audacity.txt",
        "answer.m4a.report.TextGrid",
    ]
    assert all(path.read_bytes() for path in paths)
    assert listing(tmp_path / "new" / "folder") == sorted(names)


def test_a_report_of_an_earlier_run_is_replaced(report, tmp_path):
    (tmp_path / "a.wav.report.json").write_text("old", encoding="utf-8")
    save(report, None, tmp_path, "a.wav", ["json"])
    assert "voicecoach.report/1" in (tmp_path / "a.wav.report.json").read_text("utf-8")


@pytest.mark.parametrize("names", [["docx"], [""], [], ["html", "HTML5"]])
def test_an_unknown_format_is_refused_with_those_there_are(names):
    with pytest.raises(UsageError) as caught:
        choose(names)
    assert "textgrid" in caught.value.remedy


def test_a_format_named_twice_is_written_once():
    assert choose(["csv", "html", "CSV "]) == ("csv", "html")


class Full:
    """A file on a disk that fills up after some bytes."""

    def __init__(self, file, error):
        self._file, self._error = file, error

    def write(self, data):
        self._file.write(data[:100])
        raise self._error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()


@pytest.fixture
def failing(monkeypatch):
    """Let the second file that is opened for writing fail halfway."""

    def arm(error):
        opened = []
        real = Path.open

        def open_it(self, mode="r", *args, **kwargs):
            file = real(self, mode, *args, **kwargs)
            if mode == "xb":
                opened.append(self)
                if len(opened) == 2:
                    return Full(file, error)
            return file

        monkeypatch.setattr(Path, "open", open_it)

    return arm


def test_a_full_disk_names_the_file_and_leaves_nothing_behind(
    report, tmp_path, failing
):
    (tmp_path / "a.report.json").write_text("old", encoding="utf-8")
    failing(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    with pytest.raises(OutputError) as caught:
        save(report, None, tmp_path, "a", ["json", "csv"])
    assert "a.report.csv" in caught.value.problem
    assert "room" in caught.value.remedy
    assert listing(tmp_path) == ["a.report.json"]
    assert (tmp_path / "a.report.json").read_text("utf-8") == "old"


def test_control_c_leaves_nothing_behind(report, tmp_path, failing):
    failing(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        save(report, None, tmp_path, "a", ["json", "csv"])
    assert listing(tmp_path) == []


def test_a_folder_that_is_a_file_is_an_output_error(report, tmp_path):
    (tmp_path / "out").write_text("", encoding="utf-8")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(OutputError, match="out") as caught:
            save(report, None, folder, "a", ["json"])
        assert "folder" in caught.value.remedy


def test_a_folder_in_the_place_of_the_report_is_an_output_error(report, tmp_path):
    (tmp_path / "a.report.json" / "x").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"a\.report\.json"):
        save(report, None, tmp_path, "a", ["json"])
    assert listing(tmp_path) == ["a.report.json"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_folder_without_permission_is_an_output_error(report, tmp_path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match=r"a\.report\.json"):
        save(report, None, tmp_path, "a", ["json"])


@pytest.mark.skipif(sys.platform != "linux", reason="needs a tmpfs")
def test_a_really_full_disk_is_an_output_error(report, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        with pytest.raises(OutputError, match=r"a\.report\.html .*space"):
            save(report, steps_of_tones(60), disk, "a", ["html"])
        assert listing(disk) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_times_that_are_missing_leave_no_file(tmp_path):
    with pytest.raises(UsageError):
        save(untimed(rich_report()), None, tmp_path, "a", ["html", "vtt"])
    assert listing(tmp_path) == []


def test_a_name_that_is_no_text_can_be_saved_in_every_format(report, tmp_path):
    name = free_name(b"caf\xe9.wav".decode("utf-8", "surrogateescape"), [])
    if sys.platform == "linux":
        assert len(save(report, None, tmp_path, name, list(FORMATS))) == len(FORMATS)


def test_a_long_recording_lies_beside_its_page(report, tmp_path, monkeypatch):
    monkeypatch.setattr(page, "LONGEST_INSIDE", 2.0)
    (path,) = save(report, steps_of_tones(3), tmp_path, "a #1.wav", ["html"])
    assert listing(tmp_path) == ["a #1.wav.report.html", "a #1.wav.report.m4a"]
    text = path.read_text("utf-8")
    assert 'src="a%20%231.wav.report.m4a"' in text
    assert "data:audio" not in text


# -- names ---------------------------------------------------------------------------


def test_two_inputs_of_one_name_are_numbered():
    taken = []
    for _ in range(3):
        taken.append(free_name("a.wav", taken))
    assert taken == ["a.wav", "a.wav-2", "a.wav-3"]


def test_names_that_differ_in_case_alone_are_one():
    assert free_name("A.WAV", ["a.wav"]) == "A.WAV-2"


def test_any_name_of_a_file_is_kept_where_it_can_be():
    odd = "<b> a:b?.wav"
    assert free_name(odd, [], windows=False) == odd


@pytest.mark.parametrize("name", ["CON", "nul.wav", "a:b?.wav", "dots...", "COM1.mp3"])
def test_windows_never_gets_a_name_it_cannot_hold(name):
    made = free_name(name, [], windows=True)
    assert not NOT_ON_WINDOWS.search(made)
    assert made.split(".")[0].upper() not in {"CON", "NUL", "COM1"}


@given(st.text(min_size=1, max_size=400).filter(lambda t: "\0" not in t), st.booleans())
def test_names_fit_and_never_lead_out_of_the_folder(name, windows):
    made = free_name(name, [], windows=windows)
    assert len(os.fsencode(made)) <= LONGEST_NAME + 1
    assert "/" not in made
