"""What scripts rely on: exit codes, one line a failure, nothing else on the streams."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.running import STANDIN, environment

A_REPORT = Path("voicecoach-reports", "a.wav.report.html")

linux_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root on Linux, for a name space of its own",
)
posix = pytest.mark.skipif(os.name == "nt", reason="file names of POSIX")


def documents(run):
    return [json.loads(line) for line in run.stdout.splitlines()]


def names(run):
    return [document["recording"]["name"] for document in documents(run)]


def one_line(run):
    """The failure: one line on stderr, and no other."""
    assert run.stderr.endswith("\n")
    assert len(run.stderr.splitlines()) == 1, run.stderr
    return run.stderr.rstrip("\n")


# -- exit codes ----------------------------------------------------------------------


def test_all_done_is_0_and_says_where_the_report_is(process, recording, tmp_path):
    run = process("analyze", recording("a.wav").name)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == f"{A_REPORT}\n"
    assert (tmp_path / run.stdout.strip()).read_text(encoding="utf-8")


def test_one_bad_input_of_three_is_1_and_the_others_are_reported(voicecoach, recording):
    recording("a.wav"), recording("b.wav", "bad"), recording("c.wav")
    run = voicecoach("analyze", "a.wav", "b.wav", "c.wav", "--json")
    assert run.returncode == 1
    assert names(run) == ["a.wav", "c.wav"]
    assert one_line(run) == "b.wav holds no sound. Choose another."


def test_no_usable_input_is_3(voicecoach, recording):
    recording("b.wav", "bad")
    run = voicecoach("analyze", "b.wav", "missing.wav")
    assert run.returncode == 3
    assert run.stdout == ""
    assert run.stderr == (
        "b.wav holds no sound. Choose another.\n"
        "missing.wav is not there. Check the name.\n"
    )


def test_a_damaged_model_is_5_and_stops_at_once(voicecoach, recording):
    recording("a.wav", "model"), recording("b.wav")
    run = voicecoach("analyze", "a.wav", "b.wav", "--json")
    assert (run.returncode, run.stdout) == (5, "")
    assert one_line(run) == "The model base is damaged. Install it again."


def test_a_fault_of_our_own_is_1_names_debug_and_stops_nothing(voicecoach, recording):
    recording("a.wav", "bug"), recording("b.wav")
    run = voicecoach("analyze", "a.wav", "b.wav", "--json")
    assert run.returncode == 1
    assert names(run) == ["b.wav"]
    line = one_line(run)
    assert line.startswith("a.wav: a fault in voicecoach itself (ZeroDivisionError: ")
    assert r"division\nby zero" in line
    assert "--debug" in line


def test_an_input_that_does_not_fit_into_memory_is_a_failed_input(
    voicecoach, recording
):
    recording("a.wav", "memory")
    run = voicecoach("analyze", "a.wav")
    assert run.returncode == 3
    assert one_line(run).startswith("a.wav does not fit into memory.")


@pytest.mark.parametrize("place", ["before", "after"])
def test_debug_shows_the_traceback_and_nothing_else_does(voicecoach, recording, place):
    recording("a.wav", "bug")
    arguments = ["analyze", "a.wav"]
    arguments.insert(0 if place == "before" else 2, "--debug")
    run = voicecoach(*arguments)
    assert run.returncode == 1
    assert "Traceback" in run.stderr
    assert "ZeroDivisionError" in run.stderr
    assert "Traceback" not in voicecoach("analyze", "a.wav").stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to analyze"),
        (["a.wav", "--nope"], "--nope"),
        (["a.wav", "--audience", "boss"], "boss"),
        (["a.wav", "--audience"], "--audience"),
        (["a.wav", "--mode", "fast"], "--mode fast"),
        (["a.wav", "--engine", "other"], "other"),
        (["a.wav", "--format", "docx"], "docx"),
        (["a.wav", "--format", ","], "ormat"),
        (["a.wav", "--question", ""], "--question"),
        (["a.wav", "--question", "a", "--question-id", "b"], "cannot go together"),
        (["a.wav", "--question-id", "no-such-id"], "no-such-id"),
        (["a.wav", "--out", ""], "--out"),
        (["--transcript", ""], "--transcript"),
        (["a.wav", "b.wav", "--transcript", "t.txt"], "--transcript t.txt"),
        (["a.wav", "--audience", "a\nb\x1b[31m"], r"a\nb\x1b[31m"),
    ],
)
def test_a_usage_error_is_2_and_one_line(voicecoach, recording, arguments, said):
    recording("a.wav"), recording("b.wav"), recording("t.txt")
    run = voicecoach("analyze", *arguments)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in one_line(run)


@pytest.mark.parametrize("command", ["nope", "batch"])
def test_an_unknown_command_is_2_and_one_line(voicecoach, command):
    run = voicecoach(command)
    assert (run.returncode, run.stdout) == (2, "")
    assert command in one_line(run)


# -- what is read ----------------------------------------------------------------------


def test_a_folder_is_walked_in_the_order_of_names(voicecoach, recording):
    for name in ("b/2.wav", "b/1.MP3", "a.flac", "c.webm", "b.ogg", ".hid.wav",
                 ".hid/x.wav", "notes.txt", "b/none", "b/deep/er/3.m4a"):  # fmt: skip
        recording(f"in/{name}")
    run = voicecoach("analyze", "in", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert names(run) == ["a.flac", "1.MP3", "2.wav", "3.m4a", "b.ogg", "c.webm"]


def test_a_named_file_is_tried_whatever_it_is_called(voicecoach, recording):
    recording("notes.txt"), recording(".hidden")
    run = voicecoach("analyze", "notes.txt", ".hidden", "--json")
    assert names(run) == ["notes.txt", ".hidden"]


def test_a_folder_without_recordings_is_a_failed_input(voicecoach, recording, tmp_path):
    (tmp_path / "empty.wav").mkdir()
    run = voicecoach("analyze", "empty.wav")
    assert run.returncode == 3
    assert one_line(run).startswith("empty.wav is a folder without recordings.")
    recording("a.wav")
    assert voicecoach("analyze", "empty.wav", "a.wav").returncode == 1


def test_an_empty_name_is_not_the_current_folder(voicecoach, recording):
    recording("a.wav")
    run = voicecoach("analyze", "", "--json")
    assert (run.returncode, run.stdout) == (3, "")


def test_a_transcript_may_stand_alone(voicecoach, recording, tmp_path):
    recording("words.txt")
    run = voicecoach("analyze", "--transcript", "words.txt", "--format", "json")
    assert run.returncode == 0
    assert (tmp_path / "voicecoach-reports" / "words.txt.report.json").is_file()


def test_a_transcript_goes_with_a_folder_of_one_recording_and_not_of_two(
    voicecoach, recording
):
    recording("in/a.wav"), recording("t.txt")
    assert voicecoach("analyze", "in", "--transcript", "t.txt").returncode == 0
    recording("in/b.wav")
    assert voicecoach("analyze", "in", "--transcript", "t.txt").returncode == 2


@posix
def test_a_name_is_written_as_given_with_its_control_characters_escaped(
    voicecoach, recording
):
    given = "./bad\n\x1b[31m\u202e\u2028.wav"
    recording(given, "bad")
    line = one_line(voicecoach("analyze", given))
    assert line.startswith(r"./bad\n\x1b[31m\u202e\u2028.wav holds no sound.")


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="names are Unicode there")
def test_a_name_that_is_no_text_can_be_named(voicecoach, tmp_path):
    given = os.fsdecode(b"\xff.wav")
    try:
        (tmp_path / given).write_text("good", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    run = voicecoach("analyze", given, "--json", "--out", "out")
    assert (run.returncode, run.stderr) == (0, "")
    (tmp_path / given).write_text("bad", encoding="utf-8")
    assert one_line(voicecoach("analyze", given)).startswith(r"\udcff.wav holds")


# -- what is written -------------------------------------------------------------------


def test_json_alone_writes_no_file(voicecoach, recording, tmp_path):
    recording("a.wav")
    assert voicecoach("analyze", "a.wav", "--json").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_json_goes_together_with_files(voicecoach, recording, tmp_path):
    recording("a.wav")
    run = voicecoach(
        "analyze", "a.wav", "--json", "--out", "o/p", "--format", "md,json"
    )
    assert names(run) == ["a.wav"]
    written = sorted(path.name for path in (tmp_path / "o/p").iterdir())
    assert written == ["a.wav.report.json", "a.wav.report.md"]


def test_json_is_ascii_one_line_a_recording_and_nothing_else(process, recording):
    recording("Grüße.wav", "noisy"), recording("b.wav", "noisy")
    run = process("analyze", "Grüße.wav", "b.wav", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.isascii()
    assert names(run) == ["Grüße.wav", "b.wav"]


def test_libraries_are_silent_without_debug_and_heard_with_it(process, recording):
    recording("a.wav", "noisy")
    run = process("analyze", "a.wav", env={"FORCE_COLOR": "1", "PYTHONWARNINGS": ""})
    assert "noise" not in run.stdout + run.stderr
    assert "\x1b" not in run.stdout + run.stderr
    loud = process("analyze", "a.wav", "--json", "--debug")
    doors = ("Python", "C", "logging", "warnings")
    assert all(f"noise from {door}\n" in loud.stderr for door in doors)
    assert "noise, late" in loud.stderr
    assert len(documents(loud)) == 1


def test_each_document_is_there_as_soon_as_it_is_ready(recording, tmp_path):
    recording("a.wav"), recording("b.wav", f"slow {tmp_path / 'begun'}")
    with start("analyze", "a.wav", "b.wav", "--json", cwd=tmp_path) as process:
        wait_for(tmp_path / "begun")
        assert json.loads(process.stdout.readline())["recording"]["name"] == "a.wav"
        process.kill()


def test_two_inputs_of_one_name_get_two_reports(voicecoach, recording, tmp_path):
    recording("x/a.wav"), recording("y/a.wav")
    assert voicecoach("analyze", "x", "y", "--out", "out").returncode == 0
    written = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert written == ["a.wav-2.report.html", "a.wav.report.html"]


def test_no_folder_is_made_for_no_report(voicecoach, recording, tmp_path):
    recording("b.wav", "bad")
    voicecoach("analyze", "b.wav", "--out", "o/p")
    assert [path.name for path in tmp_path.iterdir()] == ["b.wav"]


def test_an_out_that_is_a_file_is_found_before_the_work(voicecoach, recording):
    recording("a.wav", "model"), recording("out")
    run = voicecoach("analyze", "a.wav", "--out", "out")
    assert run.returncode == 2
    assert one_line(run).startswith("--out out cannot be written")


@linux_root
def test_a_read_only_out_is_found_before_the_work(recording, tmp_path):
    recording("a.wav", "model"), (tmp_path / "out").mkdir()
    run = with_mount(tmp_path, "-o ro -t tmpfs none", "--out", "out")
    assert run.returncode == 2
    assert "--out out cannot be written (Read-only file system)." in one_line(run)


@linux_root
def test_a_full_disk_fails_the_input_and_leaves_no_half_report(recording, tmp_path):
    recording("a.wav"), (tmp_path / "out").mkdir()
    run = with_mount(
        tmp_path,
        "-t tmpfs -o size=8k none",
        "--out",
        "out",
        "--json",
        after="ls -A out",
        before="head -c 8192 /dev/zero > out/full",
    )
    assert run.returncode == 1
    assert json.loads(run.stdout.splitlines()[0])["recording"]["name"] == "a.wav"
    assert run.stdout.splitlines()[1:] == ["full"]
    line = one_line(run)
    assert line.startswith("a.wav: ") or "a.wav" in line
    assert "No space left on device" in line
    assert "Make room" in line


def with_mount(folder, mount, *arguments, before="true", after="true"):
    """Analyze a.wav with something mounted on ./out, seen by nobody else."""
    command = " ".join((sys.executable, str(STANDIN), "analyze a.wav", *arguments))
    script = f"mount {mount} out; {before}; {command}; code=$?; {after}; exit $code"
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["analyze", "a.wav", "--json"], ["--help"]])
def test_a_full_stdout_is_one_line(process, recording, arguments):
    recording("a.wav")
    with Path("/dev/full").open("w") as full:
        run = process(*arguments, stdout=full)
    assert run.returncode == 1
    assert "No space left on device" in one_line(run)


@posix
@pytest.mark.parametrize("arguments", [["analyze", "a.wav", "--json"], ["--help"]])
def test_a_reader_that_went_away_is_met_with_silence(process, recording, arguments):
    recording("a.wav")
    read, write = os.pipe()
    os.close(read)
    try:
        run = process(*arguments, stdout=write)
    finally:
        os.close(write)
    assert (run.returncode, run.stderr) == (1, "")


@posix
def test_closed_streams_spoil_no_report(recording, tmp_path):
    recording("a.wav", "noisy")
    command = f"{sys.executable} {STANDIN} analyze a.wav --format json >&- 2>&-"
    run = subprocess.run(command, shell=True, cwd=tmp_path, env=environment())
    assert run.returncode == 0
    written = tmp_path / "voicecoach-reports" / "a.wav.report.json"
    assert "noise" not in written.read_text(encoding="utf-8")


# -- Ctrl-C ----------------------------------------------------------------------------


def start(*arguments, cwd):
    return subprocess.Popen(
        [sys.executable, str(STANDIN), *arguments],
        cwd=cwd,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        # A shell that starts the tests in the background has Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )


def wait_for(path, seconds=20):
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not come"
        time.sleep(0.02)


@posix
@pytest.mark.parametrize("doing", ["slow", "swallow", "deaf"])
def test_ctrl_c_is_130_without_a_word_or_a_half_report(recording, tmp_path, doing):
    recording("a.wav"), recording("b.wav", f"{doing} {tmp_path / 'begun'}")
    recording("c.wav")
    with start("analyze", "a.wav", "b.wav", "c.wav", cwd=tmp_path) as process:
        wait_for(tmp_path / "begun")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (130, "")
    written = [path.name for path in (tmp_path / "voicecoach-reports").iterdir()]
    assert written == ["a.wav.report.html"]


# -- a terminal ------------------------------------------------------------------------


def on_terminal(*arguments, cwd, **more):
    """Run on a pseudo-terminal; give the exit code and all that was shown."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(STANDIN), *arguments],
        cwd=cwd,
        env=environment(TERM="xterm-256color", COLUMNS="80", **more),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 4096):
            shown += block
    except OSError as error:  # how Linux says that the other end is closed
        if error.errno != errno.EIO:
            raise
    finally:
        os.close(ours)
    return process.wait(timeout=20), shown.decode()


@posix
def test_a_terminal_shows_progress_scorecard_and_summary(recording, tmp_path):
    recording("a.wav"), recording("b.wav", "bad")
    code, shown = on_terminal("analyze", "a.wav", "b.wav", cwd=tmp_path)
    assert code == 1
    assert "1/2" in shown
    assert "listening" in shown
    assert "Too short to tell." in shown
    assert str(A_REPORT) in shown
    assert "b.wav holds no sound. Choose another." in shown
    assert "1 of 2 recordings done; failed: b.wav" in shown
    assert "\x1b[31m" in shown


@posix
def test_no_color_is_respected(recording, tmp_path):
    recording("a.wav"), recording("b.wav", "bad")
    _, shown = on_terminal("analyze", "a.wav", "b.wav", cwd=tmp_path, NO_COLOR="1")
    assert "Too short to tell." in shown
    assert "\x1b[3" not in shown


@posix
def test_json_on_a_terminal_is_the_document_alone(recording, tmp_path):
    recording("a.wav")
    _, shown = on_terminal("analyze", "a.wav", "--json", cwd=tmp_path)
    assert shown.count("Too short to tell.") == 1  # in the document
    assert '\n{"schema"' in shown or 'h{"schema"' in shown or 'K{"schema"' in shown
