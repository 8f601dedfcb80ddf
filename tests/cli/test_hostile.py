"""Files that are not what they seem, through the real pipeline."""

import json
import os
import struct
import subprocess
import sys
import wave

import pytest

from tests.cli.running import ROOT, environment

SAMPLE = ROOT / "samples" / "team-weak.wav"


def run(*arguments, cwd):
    return subprocess.run(
        [sys.executable, "-m", "voicecoach", *map(str, arguments)],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


@pytest.fixture
def hostile(tmp_path):
    """Make a folder of files none of which holds a sound."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.wav").touch()
    (folder / "text.mp3").write_text("not a sound\n" * 100, encoding="utf-8")
    (folder / "noise.ogg").write_bytes(bytes(range(256)) * 64)
    (folder / "header.wav").write_bytes(b"RIFF\xff\xff\xff\xffWAVEfmt ")
    wav(folder / "nothing.wav", [])
    (folder / "list.m4a").write_text("#EXTM3U\n/etc/passwd\n", encoding="utf-8")
    (folder / "concat.flac").write_text(
        f"ffconcat version 1.0\nfile '{SAMPLE}'\n", encoding="utf-8"
    )
    (folder / "page.webm").write_text(
        "<MPD><BaseURL>http://localhost:9/</BaseURL></MPD>", encoding="utf-8"
    )
    (folder / "bomb.mp4").write_bytes(
        struct.pack(">I4s4sI", 0xFFFFFFF0, b"ftyp", b"isom", 0) + b"\xff" * 64
    )
    return folder


def test_each_is_one_line_with_its_name_and_nothing_is_written(hostile, tmp_path):
    done = run("analyze", "in", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    expected = [os.path.join("in", path.name) for path in sorted(hostile.iterdir())]  # noqa: PTH118
    told = done.stderr.splitlines()
    assert len(told) == len(expected)
    assert all(line.startswith(name) for line, name in zip(told, expected, strict=True))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


@pytest.mark.slow
def test_the_good_one_among_them_is_still_reported(hostile, begun, tmp_path):
    done = run("analyze", "in", begun, "--json", cwd=tmp_path)
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["recording"]["name"] == begun.name
    assert len(done.stderr.splitlines()) == len(list(hostile.iterdir()))


@pytest.mark.parametrize("content", ["", "{", '{"words": 3}'])
def test_a_wrong_transcript_is_3_and_one_line(tmp_path, content):
    (tmp_path / "t.json").write_text(content, encoding="utf-8")
    done = run("analyze", "--transcript", "t.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert "t.json" in line


def test_a_missing_transcript_is_3_and_named(tmp_path):
    done = run("analyze", "--transcript", "./no.txt", cwd=tmp_path)
    assert done.returncode == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("./no.txt")


@pytest.mark.slow
def test_a_missing_model_is_5_and_stops_at_once(begun, tmp_path):
    done = run("analyze", begun, begun, "--model", "no-such", "--json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (5, "")
    (line,) = done.stderr.splitlines()
    assert "no-such" in line


@pytest.mark.slow
def test_silence_is_a_report_and_no_failure(tmp_path):
    wav(tmp_path / "silent.wav", [0] * 16_000 * 12)
    done = run("analyze", "silent.wav", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert report["transcript"]["words"] == []
    assert report["score"]["overall"] is None
    assert report["refusals"]
