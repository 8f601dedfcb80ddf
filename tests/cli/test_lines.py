from hypothesis import given
from hypothesis import strategies as st

from voicecoach.cli import lines
from voicecoach.errors import InputError


@given(st.text())
def test_an_escaped_text_is_one_line_without_control_characters(text):
    escaped = lines.escape(text)
    assert len(escaped.splitlines()) <= 1
    assert "\x1b" not in escaped
    escaped.encode("utf-8")  # no half of a character


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs", "M"))))
def test_an_ordinary_name_stays_as_it_is(text):
    assert lines.escape(text) == text


def test_joined_emoji_stay_whole():
    assert lines.escape("👩\u200d💻.wav") == "👩\u200d💻.wav"


def test_a_failure_names_the_file_as_the_user_wrote_it():
    error = InputError("a/b.wav is not there.", "Check the name.")
    assert lines.failure(error, "./a//b.wav").startswith("./a//b.wav is not there.")


def test_a_failure_that_names_something_else_names_the_file_too():
    error = InputError("The disk is full.", "Make room.")
    assert lines.failure(error, "a.wav") == "a.wav: The disk is full. Make room."


def test_a_failure_of_the_transcript_is_not_blamed_on_the_recording():
    error = InputError("t.txt is empty.", "Choose another.")
    assert lines.failure(error, "a.wav", "t.txt") == "t.txt is empty. Choose another."


def test_a_usage_error_of_several_lines_becomes_one():
    line = lines.usage("Missing option '--x'. Choose from:\n\ta,\n\tb", "voicecoach y")
    assert line == ("Missing option '--x'. Choose from: a, b. See: voicecoach y --help")
