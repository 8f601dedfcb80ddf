"""Transcripts that the user brings."""

import pytest

from voicecoach.errors import InputError
from voicecoach.transcribe import given

SRT = """1
00:00:01,000 --> 00:00:02,000
Um, I led <i>it</i>.

2
00:00:03,500 --> 00:00:04,000
{\\an8}Then we shipped.
"""
VTT = "WEBVTT\n\nNOTE not said\n\n" + SRT.replace(",000", ".000").replace(",5", ".5")


def read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return given(path)


def test_the_tokens_of_a_text_are_its_words_in_order_without_times(tmp_path):
    transcript = read(tmp_path, "a.txt", "So um\tI — led\n\nit.")
    assert [word.text for word in transcript.words] == [
        "So",
        "um",
        "I",
        "—",
        "led",
        "it.",
    ]
    assert [word.kind for word in transcript.words].count("filler") == 1
    assert all(
        word.start is None and word.confidence is None for word in transcript.words
    )
    assert (transcript.engine, transcript.model) == ("given", None)


def test_json_keeps_words_and_times(tmp_path):
    text = '{"words": [{"text": "Hello", "start": 0.1, "end": 0.4}]}'
    (word,) = read(tmp_path, "a.json", text).words
    assert (word.text, word.start, word.end) == ("Hello", 0.1, 0.4)


@pytest.mark.parametrize(("name", "text"), [("a.srt", SRT), ("a.vtt", VTT)])
def test_subtitles_share_their_time_among_their_words(tmp_path, name, text):
    words = read(tmp_path, name, text).words
    said = "Um, I led it. Then we shipped."
    assert " ".join(word.text for word in words) == said
    assert words[0].start == 1.0
    assert words[3].end == pytest.approx(2.0)
    assert words[4].start == 3.5
    assert words[-1].end == pytest.approx(4.0)


def test_an_empty_text_has_no_words(tmp_path):
    assert read(tmp_path, "a.txt", "").words == ()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "[1, 2", "not JSON"),
        ("a.json", "[" * 100_000, "not JSON"),
        ("a.json", "[]", "no list of words"),
        ("a.json", '{"words": {}}', "no list of words"),
        ("a.json", '{"words": [{"start": 1}]}', "word 1 has no text"),
        ("a.json", '{"words": [{"text": " "}]}', "word 1 is empty"),
        (
            "a.json",
            '{"words": [{"text": "a", "start": "x", "end": 1}]}',
            "not a number",
        ),
        ("a.json", '{"words": [{"text": "a", "start": NaN, "end": 1}]}', "not a time"),
        ("a.json", '{"words": [{"text": "a", "start": 1}]}', "only one of"),
        (
            "a.json",
            '{"words": [{"text": "a", "start": 2, "end": 3}, '
            '{"text": "b", "start": 1, "end": 3}]}',
            "out of order",
        ),
        (
            "a.json",
            '{"words": [{"text": "a", "start": 2, "end": 3}, {"text": "b"}]}',
            "others have none",
        ),
        ("a.json", '{"words": [{"text": "\\ud800"}]}', "half a character"),
        (
            "a.json",
            '{"words": [{"text": "a", "start": 1e9, "end": 1e9}]}',
            "not a time",
        ),
        ("a.json", "[" + "1" * 5001 + "]", "not JSON"),
        ("a.srt", "garbage", "no subtitles"),
        ("a.srt", "1\n00:00:aa,000 --> 00:00:02,000\nhello\n", "no subtitles"),
        ("a.vtt", "", "no subtitles"),
        ("a.vtt", "WEBVTT\n\n00:aa.000 --> 00:02.000\nhello\n", "no subtitles"),
        ("a.pdf", "x", "no transcript"),
    ],
)
def test_a_wrong_transcript_is_named_with_a_remedy(tmp_path, name, text, says):
    with pytest.raises(InputError, match=says) as caught:
        read(tmp_path, name, text)
    assert name in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I was asked to mend it and we did, with the help of my team.", "en"),
        ("Ich war für das Team da und wir haben die Daten nicht verloren.", "de"),
        ("我们重新做了这个模型", "und"),
    ],
)
def test_the_language_of_given_words_is_told(tmp_path, text, code):
    assert read(tmp_path, "a.txt", text).language == code


def test_a_missing_or_binary_transcript_is_named(tmp_path):
    with pytest.raises(InputError, match="not there"):
        given(tmp_path / "none.txt")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="UTF-8"):
        given(tmp_path / "b.txt")
