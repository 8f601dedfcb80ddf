"""Reading recordings: any container, any rate, and whatever else lies on a disk."""

import os
import wave
from fractions import Fraction

import av
import numpy as np
import pytest

from voicecoach import audio
from voicecoach.errors import InputError
from voicecoach.testing import tone
from voicecoach.types import SAMPLE_RATE


def write_wav(path, samples, rate=SAMPLE_RATE, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def encode(path, samples, codec, rate=48_000, layout="mono"):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        block = np.atleast_2d(samples).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.sample_rate = rate
        frame.time_base = Fraction(1, rate)
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    return path


def loudest_hz(samples):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)[int(np.argmax(spectrum))]


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000])
def test_any_rate_becomes_16_khz_with_pitch_and_length_kept(tmp_path, rate):
    time = np.arange(2 * rate) / rate
    path = write_wav(tmp_path / "a.wav", 0.3 * np.sin(2 * np.pi * 440 * time), rate)
    sound = audio.read(path)
    assert sound.recording.sample_rate == rate
    assert sound.duration == pytest.approx(2, abs=0.01)
    assert loudest_hz(sound.samples) == pytest.approx(440, abs=2)
    middle = sound.samples[SAMPLE_RATE // 2 : -SAMPLE_RATE // 2]
    assert np.abs(middle).max() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mp3", "libmp3lame"),
        ("a.m4a", "aac"),
        ("a.webm", "libopus"),
        ("a.ogg", "libopus"),
        ("a.flac", "flac"),
        ("a.mkv", "pcm_s24le"),
        ("a.mov", "pcm_f32be"),
    ],
)
def test_any_codec_in_any_container(tmp_path, name, codec):
    time = np.arange(96_000) / 48_000
    samples = 0.3 * np.sin(2 * np.pi * 440 * time)
    layout = "mono"
    if codec in ("flac", "pcm_s24le", "pcm_f32be"):
        samples, layout = np.stack([samples, samples]), "stereo"
    sound = audio.read(encode_any(tmp_path / name, samples, codec, layout))
    assert sound.duration == pytest.approx(2, abs=0.1)
    assert loudest_hz(sound.samples[8_000:24_000]) == pytest.approx(440, abs=2)


def encode_any(path, samples, codec, layout):
    """Encode through a resampler, because codecs differ in what they take."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=48_000, layout=layout)
        block = np.atleast_2d(samples).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout=layout)
        frame.sample_rate = 48_000
        frame.time_base = Fraction(1, 48_000)
        size = stream.codec_context.frame_size or 4096
        resampler = av.AudioResampler(stream.format.name, layout, 48_000, size)
        for part in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def test_the_sound_of_a_video_is_read(tmp_path):
    path = tmp_path / "call.mp4"
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        aac = container.add_stream("aac", rate=48_000, layout="mono")
        for _ in range(10):
            picture = av.VideoFrame.from_ndarray(
                np.zeros((64, 64, 3), np.uint8), format="rgb24"
            )
            container.mux(video.encode(picture))
        frame = av.AudioFrame.from_ndarray(
            tone(1)[None, :].repeat(3, axis=1), format="fltp", layout="mono"
        )
        frame.sample_rate = 48_000
        for packet in (*aac.encode(frame), *aac.encode(None), *video.encode(None)):
            container.mux(packet)
    assert audio.read(path).duration == pytest.approx(1, abs=0.1)


def test_channels_are_mixed(tmp_path):
    left, right = tone(1, level=0.4), np.zeros(SAMPLE_RATE, np.float32)
    both = np.stack([left, right], axis=1).reshape(-1)
    sound = audio.read(write_wav(tmp_path / "a.wav", both, channels=2))
    assert np.abs(sound.samples).max() == pytest.approx(0.2, abs=0.01)


def test_clipping_is_reported_and_a_loud_clean_tone_is_not(tmp_path):
    clean = audio.read(write_wav(tmp_path / "clean.wav", tone(1, level=0.9)))
    assert clean.warnings == ()
    cut_off = np.clip(3 * tone(1, level=0.9), -1, 1)
    clipped = audio.read(write_wav(tmp_path / "clipped.wav", cut_off))
    assert "clipped" in clipped.warnings[0]


def test_samples_that_are_not_numbers_become_silence_and_are_reported(tmp_path):
    samples = tone(1)
    samples[100:200] = np.nan
    samples[300] = np.inf
    path = encode(tmp_path / "a.wav", samples, "pcm_f32le", SAMPLE_RATE)
    sound = audio.read(path)
    assert np.isfinite(sound.samples).all()
    assert "101 samples" in sound.warnings[0]


def test_a_damaged_end_is_a_warning_and_the_rest_is_read(tmp_path):
    whole = encode_any(tmp_path / "whole.flac", tone(3), "flac", "mono").read_bytes()
    path = tmp_path / "cut.flac"
    path.write_bytes(whole[: 3 * len(whole) // 4])
    sound = audio.read(path)
    assert 0.1 < sound.duration < 0.9
    assert any("damaged" in warning for warning in sound.warnings)


def test_the_file_is_not_changed(tmp_path):
    path = write_wav(tmp_path / "a.wav", tone(1))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    audio.read(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_progress_runs_from_nothing_to_all(tmp_path):
    seen = []
    audio.read(write_wav(tmp_path / "a.wav", tone(3)), seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def hostile(folder):
    """Files that are not recordings, by what they pretend to be."""
    secret = write_wav(folder / "secret.wav", tone(1))
    (folder / "empty.wav").touch()
    (folder / "noise.mp3").write_bytes(np.random.default_rng(0).bytes(5_000))
    (folder / "header.wav").write_bytes(secret.read_bytes()[:44])
    (folder / "list.m3u8").write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret.as_uri()}\n"
        "#EXT-X-ENDLIST\n"
    )
    (folder / "list.ffconcat").write_text(f"ffconcat version 1.0\nfile '{secret}'\n")
    (folder / "text.m4a").write_text("This is a letter, not a recording.\n" * 50)
    (folder / "folder.wav").mkdir()
    return [
        "empty.wav", "noise.mp3", "header.wav", "list.m3u8", "list.ffconcat",
        "text.m4a", "folder.wav", "missing.wav",
    ]  # fmt: skip


def test_what_is_no_recording_is_named_with_a_remedy(tmp_path):
    for name in hostile(tmp_path):
        with pytest.raises(InputError) as caught:
            audio.read(tmp_path / name)
        assert name in caught.value.problem
        assert caught.value.remedy
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    with pytest.raises(InputError, match="not a file"):
        audio.read(tmp_path / "pipe.wav")


def test_a_recording_beyond_the_limit_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"longer than 0\.0005 hours"):
        audio.read(write_wav(tmp_path / "a.wav", tone(2)), longest=1.8)
