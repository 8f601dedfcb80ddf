import pytest

import voicecoach
from voicecoach import questions
from voicecoach.errors import InputError, UsageError
from voicecoach.settings import share


@pytest.fixture
def transcript(tmp_path):
    path = tmp_path / "answer.txt"
    path.write_text("I led the move to the new system.", encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_transcript_becomes_a_report(transcript):
    report = voicecoach.analyze(transcript=transcript, question="Why us?")
    assert isinstance(report, voicecoach.Report)
    assert report.transcript.text == "I led the move to the new system."
    assert report.question.text == "Why us?"


@pytest.mark.slow
def test_a_question_of_the_bank_is_asked_by_its_id(transcript):
    known = questions.bank()[0]
    report = voicecoach.analyze(
        transcript=str(transcript), question_id=known.id, audience="recruiter"
    )
    assert report.question.id == known.id
    assert report.question.audience == "recruiter"


def test_a_missing_file_is_an_error_with_its_remedy(tmp_path):
    with pytest.raises(InputError, match="is not there") as caught:
        voicecoach.analyze(tmp_path / "no.wav")
    assert caught.value.remedy


@pytest.mark.slow
def test_code_is_held_against_the_words(transcript, tmp_path):
    code = tmp_path / "solution.py"
    code.write_text("def move(): ...\n", encoding="utf-8")
    report = voicecoach.analyze(transcript=transcript, code=code)
    assert report.code.name == "solution.py"
    assert voicecoach.analyze(transcript=transcript).code is None


def test_code_that_cannot_be_read_is_an_error_before_the_work(transcript, tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        voicecoach.analyze(transcript=transcript, code=tmp_path / "no.py")


@pytest.mark.parametrize(
    "given",
    [
        {"audience": "nobody"},
        {"also_for": ["nobody"]},
        {"modes": ["loud"]},
        {"modes": "stutter"},
        {"engine": "none"},
        {"question": " "},
        {"question": "a \ud800"},
    ],
)
def test_what_does_not_exist_is_refused_and_not_passed_over(transcript, given):
    with pytest.raises(UsageError) as caught:
        voicecoach.analyze(transcript=transcript, **given)
    assert caught.value.remedy


def test_a_transcript_that_outlasts_the_recording_is_refused(tmp_path):
    late = tmp_path / "late.json"
    late.write_text('{"words": [{"text": "late", "start": 99, "end": 100}]}', "utf-8")
    sample = share("samples") / "team-weak.wav"
    with pytest.raises(InputError, match=r"goes on at 99\.0 s"):
        voicecoach.analyze(sample, transcript=late)


def test_the_public_names_can_be_listed():
    assert {"analyze", "rescore", "for_audience"} <= set(dir(voicecoach))


def test_two_questions_are_one_too_many(transcript):
    with pytest.raises(UsageError, match="cannot go together"):
        voicecoach.analyze(transcript=transcript, question="a", question_id="b")


def test_nothing_is_nothing_to_analyze():
    with pytest.raises(UsageError, match="nothing to analyze"):
        voicecoach.analyze()


def test_an_unknown_name_of_the_package_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'rehears'"):
        voicecoach.rehears  # noqa: B018
