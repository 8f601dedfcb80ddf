import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.made_reports import refused, rich_report, untimed
from voicecoach.errors import InputError
from voicecoach.report.json import SCHEMA, from_json, to_json
from voicecoach.types import Band, Evidence, Metric, Part, Recording, Score, Word

FIELDS = (
    "schema version question recording transcript fillers not_counted pauses metrics "
    "structure jargon rubric score advice refusals warnings timing"
).split()

SCHEMA_FIELDS = {
    "question": {"text", "id", "track", "audience"},
    "recording": {"name", "duration", "sample_rate", "sha256"},
    "transcript": {"engine", "model", "language", "words"},
    "structure": {
        "segments",
        "story",
        "missing",
        "result_present",
        "result_quantified",
        "share",
    },
    "jargon": {"terms", "density", "unexplained"},
    "score": {"overall", "interval", "parts"},
    "timing": {"audio", "wall", "after_stop"},
}

ROW_FIELDS = {
    "fillers": {"text", "start", "end", "kind", "heard", "confidence", "word"},
    "not_counted": {
        "text",
        "start",
        "end",
        "kind",
        "heard",
        "confidence",
        "word",
        "why",
    },
    "pauses": {"start", "end", "place"},
    "metrics": {"name", "value", "unit", "interval", "band", "evidence"},
    "rubric": {"name", "met", "evidence"},
    "advice": {"text", "evidence"},
}


def refuse(constant):
    raise AssertionError(f"{constant} is not strict JSON")


def strict(text):
    return json.loads(text, parse_constant=refuse)


def test_json_report(report, golden):
    golden(to_json(report) + "\n", ".json")


@pytest.mark.parametrize("made", [rich_report, refused, lambda: untimed(rich_report())])
def test_the_document_is_one_line_of_ascii_with_every_field_of_the_contract(made):
    text = to_json(made())
    assert text.isascii()
    assert "\n" not in text
    data = strict(text)
    assert data["schema"] == SCHEMA == "voicecoach.report/1"
    assert set(FIELDS) <= set(data)
    for name, fields in SCHEMA_FIELDS.items():
        assert data[name] is None or fields <= set(data[name]), name
    for name, fields in ROW_FIELDS.items():
        for row in data[name] or ():
            assert fields <= set(row), name


def test_share_is_an_object_and_a_band_has_its_source(report):
    data = strict(to_json(report))
    assert data["structure"]["share"]["action"] == 0.44
    rate = data["metrics"][0]
    assert rate["band"].keys() == {"low", "high", "source"}
    assert rate["interval"] == [102.4, 136.7]


def test_what_was_not_measured_is_null_and_what_was_not_found_is_empty():
    data = strict(to_json(untimed(rich_report())))
    assert data["recording"] is None
    assert data["pauses"] is None
    assert data["transcript"]["words"][0]["start"] is None
    silent = strict(to_json(refused()))
    assert silent["fillers"] == []
    assert silent["pauses"] == []
    assert silent["score"]["overall"] is None


def test_times_are_rounded_to_milliseconds_and_weights_still_sum_to_one(report):
    third = tuple(
        Part(name, 50.123456, None, 1 / 6, "", "")
        for name in "flow pace fillers structure clarity rubric".split()
    )
    words = (Word("a", 1.23456, 2.00049, 1 / 3),)
    data = strict(
        to_json(
            replace(
                report,
                score=Score(50.123456, None, third),
                transcript=replace(report.transcript, words=words),
            )
        )
    )
    assert data["transcript"]["words"][0]["start"] == 1.235
    assert data["transcript"]["words"][0]["end"] == 2.0
    assert data["transcript"]["words"][0]["confidence"] == 0.3333
    total = sum(part["weight"] for part in data["score"]["parts"])
    assert total == pytest.approx(1, abs=1e-5)


def test_a_number_that_is_none_is_an_error_and_never_written(report):
    bad = Metric("loudness", float("nan"), "dBFS")
    broken = replace(report, analysis=replace(report.analysis, metrics=(bad,)))
    with pytest.raises(ValueError, match=r"JSON compliant|nan"):
        to_json(broken)


def test_a_file_name_that_is_no_text_is_still_written(report):
    name = b"caf\xe9.wav".decode("utf-8", "surrogateescape")
    odd = replace(report, recording=Recording(name, 1.0, 8000, "00"))
    assert strict(to_json(odd))["recording"]["name"] == "caf�.wav"


@pytest.mark.parametrize("made", [rich_report, refused, lambda: untimed(rich_report())])
def test_a_report_is_read_back_as_it_was_written(made):
    text = to_json(made())
    assert to_json(from_json(text)) == text


texts = st.text(max_size=30)
times = st.none() | st.floats(0, 1e5)
numbers = st.floats(-1e6, 1e6)
metrics = st.builds(
    Metric,
    texts,
    st.none() | numbers,
    texts,
    st.none() | st.tuples(numbers, numbers),
    st.none() | st.builds(Band, st.none() | numbers, st.none() | numbers, texts),
    st.lists(st.builds(Evidence, times, times, texts), max_size=3).map(tuple),
)
words = st.builds(
    Word,
    texts,
    times,
    times,
    st.none() | st.floats(0, 1),
    st.sampled_from(["word", "filler"]),
)


@given(
    st.lists(metrics, max_size=3).map(tuple),
    st.lists(words, max_size=4).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)
def test_reading_and_writing_again_changes_nothing(found, said, refusals):
    plain = rich_report()
    made = replace(
        plain,
        analysis=replace(plain.analysis, metrics=found),
        transcript=replace(plain.transcript, words=said),
        refusals=refusals,
    )
    text = to_json(made)
    again = from_json(text)
    assert to_json(again) == text
    assert from_json(to_json(again)) == again


def without(*names):
    data = json.loads(to_json(rich_report()))
    inner = data
    for name in names[:-1]:
        inner = inner[name]
    del inner[names[-1]]
    return data


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"schema": "voicecoach.report/2"}',
        json.dumps(without("score")),
        json.dumps(without("transcript", "words")),
        to_json(rich_report()).replace('"kind":"filler"', '"kind":"sneeze"'),
        to_json(rich_report()).replace('"refusals":[]', '"refusals":"none"'),
        to_json(rich_report()).replace('"sample_rate":44100', '"sample_rate":"44100"'),
    ],
)
def test_what_is_no_report_is_refused_with_a_remedy(text):
    with pytest.raises(InputError, match="no stored report") as caught:
        from_json(text)
    assert caught.value.remedy


def test_fields_of_a_later_version_are_passed_over(report):
    data = json.loads(to_json(report))
    data["mood"] = "not measured"
    data["transcript"]["colour"] = 3
    assert to_json(from_json(json.dumps(data))) == to_json(report)
