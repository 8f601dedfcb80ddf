import io
import wave

import av
import numpy as np
import pytest

from voicecoach import encode
from voicecoach.testing import sound
from voicecoach.types import SAMPLE_RATE


def decoded(data):
    with av.open(io.BytesIO(data)) as container:
        (stream,) = container.streams.audio
        assert stream.codec_context.name == "aac"
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
    return np.concatenate(frames, axis=1).mean(axis=0), stream.rate


def noise(seconds):
    random = np.random.default_rng(0)
    wave = random.standard_normal(round(seconds * SAMPLE_RATE))
    smooth = np.convolve(wave, np.ones(8) / 8, "same")
    return (0.2 * smooth).astype(np.float32)


def test_what_was_at_a_time_is_at_that_time():
    samples = noise(4)
    heard, rate = decoded(encode.encode(sound(samples)))
    assert rate == SAMPLE_RATE
    assert len(heard) == pytest.approx(len(samples), abs=1024)
    window = samples[20_000:30_000]
    lags = range(-200, 201)
    likeness = [np.dot(window, heard[20_000 + lag : 30_000 + lag]) for lag in lags]
    assert abs(lags[int(np.argmax(likeness))]) <= 16  # a millisecond


@pytest.mark.parametrize("count", [1, 100, 1023, 1024, 16_001])
def test_a_sound_of_any_length_can_be_encoded(count):
    heard, _ = decoded(encode.encode(sound(noise(2)[:count])))
    assert len(heard) >= count


def test_a_window_more_changes_nothing_at_its_seam(monkeypatch):
    samples = noise(2)
    whole = encode.encode(sound(samples))
    monkeypatch.setattr(encode, "WINDOW", SAMPLE_RATE // 2)
    assert decoded(encode.encode(sound(samples)))[0] == pytest.approx(decoded(whole)[0])


def test_samples_over_full_scale_are_clipped():
    heard, _ = decoded(encode.encode(sound(40 * noise(1))))
    assert np.isfinite(heard).all()


def test_a_long_recording_takes_fewer_bits_a_second(monkeypatch):
    samples = noise(20)
    short = len(encode.encode(sound(samples)))
    monkeypatch.setattr(encode, "SHORT", 10.0)
    assert len(encode.encode(sound(samples))) < 0.8 * short


def test_a_disk_that_is_full_is_an_error_of_the_system(tmp_path):
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space"):
        encode.write(sound(noise(1)), Full())


# -- FLAC, without loss --------------------------------------------------


def recorded(path, count, *, channels=1, rate=44_100, width=2):
    data = np.random.default_rng(1).bytes(count * channels * width)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(data)
    return data


@pytest.mark.parametrize("count", [1, 100, 4608, 160_001])
@pytest.mark.parametrize(("channels", "rate"), [(1, 48_000), (2, 44_100), (1, 8000)])
def test_every_sample_is_in_the_flac(tmp_path, count, channels, rate):
    data = recorded(tmp_path / "a.wav", count, channels=channels, rate=rate)
    file = io.BytesIO()
    assert encode.write_flac(tmp_path / "a.wav", file)
    file.seek(0)
    with av.open(file) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        assert container.streams.audio[0].rate == rate
    assert np.concatenate(frames, axis=1).astype("<i2").tobytes() == data


def test_what_would_lose_something_is_not_written_as_flac(tmp_path):
    fine = tmp_path / "fine.wav"
    recorded(fine, 10_000)
    data = fine.read_bytes()
    other = {
        "24 bits": lambda path: recorded(path, 1000, width=3),
        "4 channels": lambda path: recorded(path, 1000, channels=4),
        "no samples": lambda path: recorded(path, 0),
        "not finished": lambda path: path.write_bytes(
            data[:40] + bytes(4) + data[44:]  # the length was never filled in
        ),
        "more behind it": lambda path: path.write_bytes(data + bytes(5000)),
        "cut off": lambda path: path.write_bytes(data[:-3001]),
        "another format": lambda path: path.write_bytes(b"ID3" + data),
        "nothing": lambda path: path.write_bytes(b""),
    }
    for name, make in other.items():
        make(tmp_path / "other.wav")
        assert not encode.write_flac(tmp_path / "other.wav", io.BytesIO()), name


def test_a_flac_that_reads_back_otherwise_is_refused(tmp_path, monkeypatch):
    recorded(tmp_path / "a.wav", 10_000)
    monkeypatch.setattr(encode, "_samples_of", lambda file: "another")
    assert not encode.write_flac(tmp_path / "a.wav", io.BytesIO())
