"""Foreign bytes are decoded in a process of its own, which each limit ends."""

import os
import sys
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from voicecoach import audio
from voicecoach.errors import InputError
from voicecoach.settings import share
from voicecoach.web.child import Child, EndedError
from voicecoach.web.decode import LIMITS, decode

LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="the kernel has no such limit"
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="the kernel has no such limit")

HOUR = 3600


@pytest.fixture(scope="module")
def bomb(tmp_path_factory):
    """An hour of silence: 230 MB of samples in half a megabyte."""
    import av

    path = tmp_path_factory.mktemp("bomb") / "bomb.flac"
    size, rate = 32_768, 16_000
    silence = av.AudioFrame.from_ndarray(
        np.zeros((1, size), np.int16), format="s16", layout="mono"
    )
    silence.sample_rate = rate
    silence.time_base = Fraction(1, rate)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=rate, layout="mono")
        for start in range(0, HOUR * rate, size):
            silence.pts = start
            container.mux(stream.encode(silence))
        container.mux(stream.encode(None))
    assert path.stat().st_size < 2_000_000
    return path


def test_what_comes_back_is_what_the_file_holds(tmp_path):
    upload = share("samples") / "team-weak.wav"
    decoded = decode(upload, "answer.wav", tmp_path)
    here = audio.read(upload)
    sound = decoded.sound()
    assert np.array_equal(sound.samples, here.samples)
    assert sound.recording == replace(here.recording, name="answer.wav")
    assert sound.warnings == here.warnings


@pytest.mark.parametrize(
    "content", [b"", b"no sound", b"RIFF\xff\xff\xff\xffWAVEfmt ", os.urandom(4096)]
)
def test_what_is_no_sound_is_refused_by_its_own_name(tmp_path, content):
    upload = tmp_path / "upload"
    upload.write_bytes(content)
    with pytest.raises(InputError, match=r"^answer\.wav ") as caught:
        decode(upload, "answer.wav", tmp_path)
    assert str(tmp_path) not in str(caught.value)
    assert caught.value.remedy


def test_a_playlist_opens_nothing(tmp_path):
    secret = tmp_path / "secret.wav"
    secret.write_bytes((share("samples") / "team-weak.wav").read_bytes())
    upload = tmp_path / "upload"
    upload.write_text(f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n", encoding="utf-8")
    with pytest.raises(InputError):
        decode(upload, "list.m3u8", tmp_path)


def test_too_long_a_sound_is_refused_on_every_system(bomb, tmp_path):
    with pytest.raises(InputError, match="longer than"):
        decode(bomb, "bomb.flac", tmp_path, longest=600)


@LINUX
def test_too_much_memory_ends_it(bomb, tmp_path):
    small = replace(LIMITS, memory=450_000_000)
    with pytest.raises(InputError, match=r"^bomb\.flac .*(memory|too much)"):
        decode(bomb, "bomb.flac", tmp_path, limits=small)


@POSIX
def test_too_much_work_ends_it(bomb, tmp_path):
    with pytest.raises(InputError, match="processor's time"):
        decode(bomb, "bomb.flac", tmp_path, limits=replace(LIMITS, processor=1))


@POSIX
def test_too_much_output_ends_it(tmp_path):
    upload = share("samples") / "impact-good.mp3"
    with pytest.raises(InputError, match=r"^a\.mp3 unpacks to more than it may"):
        decode(upload, "a.mp3", tmp_path, limits=replace(LIMITS, output=1_000_000))
    assert (tmp_path / "samples.f32").stat().st_size <= 1_000_000


def test_too_long_a_wait_ends_it(bomb, tmp_path):
    with pytest.raises(InputError, match="took too long"):
        decode(bomb, "bomb.flac", tmp_path, limits=replace(LIMITS, patience=0.05))


def _crash(line):
    os.abort()


def _say_rubbish(line):
    line._connection.send_bytes(b"\x80\x04pickle")


def _say_too_much(line):
    line._connection.send_bytes(b" " * 2_000_000)


@pytest.mark.parametrize("work", [_crash, _say_rubbish, _say_too_much])
def test_a_process_that_crashes_or_lies_is_only_gone(work):
    child = Child(work, LIMITS)
    try:
        with pytest.raises(EndedError):
            child.line.hear(None)
    finally:
        child.end()
