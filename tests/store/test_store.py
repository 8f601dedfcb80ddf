import json
import os
import sqlite3
import stat
import wave
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.report.made_reports import hostile, refused, rich_report, untimed
from voicecoach import audio
from voicecoach.errors import InputError, StoreError, UsageError
from voicecoach.report.json import from_json
from voicecoach.store import Store
from voicecoach.types import Question

GOLDEN = Path(__file__).parents[1] / "golden" / "test_json_report.json"
MADE = [
    rich_report,
    refused,
    hostile,
    lambda: untimed(rich_report()),
    lambda: from_json(GOLDEN.read_text(encoding="utf-8")),
]


@pytest.mark.parametrize("made", MADE)
def test_a_report_comes_back_as_it_was_kept(store, made):
    take = store.keep(store.begin("rehearsal").id, made())
    assert store.report(take) == made()


def test_a_session_is_listed_with_the_scores_of_its_takes(store):
    begun = datetime(2025, 3, 1, 18, 30, tzinfo=UTC)
    session = store.begin("interview", plan="analyst", name="first", begun=begun)
    store.keep(session.id, rich_report())
    store.keep(session.id, refused())
    (listed,) = store.sessions()
    assert (listed.id, listed.begun, listed.kind) == (session.id, begun, "interview")
    assert (listed.plan, listed.name) == ("analyst", "first")
    assert listed.scores == (79.2, None)
    assert listed.seconds == pytest.approx(49.18 + 4.0)
    assert store.session(session.id) == listed


def test_the_newest_session_is_the_first(store):
    now = datetime.now(UTC)
    old = store.begin("rehearsal", begun=now - timedelta(days=2))
    new = store.begin("rehearsal", begun=now)
    between = store.begin("upload", begun=now - timedelta(days=1))
    listed = [session.id for session in store.sessions()]
    assert listed == [new.id, between.id, old.id]


def test_a_take_knows_what_was_asked_and_when(store, wav):
    session = store.begin("rehearsal")
    first = store.keep(session.id, rich_report(), wav)
    recorded = datetime(2025, 3, 1, 18, 30, tzinfo=UTC)
    follow_up = store.keep(session.id, refused(), recorded=recorded, follow_up_of=first)
    one, other = store.takes(session.id)
    assert (one.id, one.number, one.session) == (first, 1, session.id)
    assert (one.question_id, one.track, one.overall) == ("impact-02", "impact", 79.2)
    assert one.question == "Tell me about a time you made something faster."
    assert one.sound
    assert store.take(follow_up) == other
    assert (other.recorded, other.follow_up_of) == (recorded, first)
    assert (other.question, other.overall, other.sound) == (None, None, False)


def test_a_recording_is_kept_as_flac_with_every_sample(store, tmp_path):
    source = tmp_path / "answer.wav"
    samples = np.random.default_rng(1).normal(0, 3000, 48_000).astype("<i2")
    with wave.open(str(source), "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    take = store.keep(store.begin("rehearsal").id, rich_report(), source)
    kept = store.sound(take)
    assert kept.suffix == ".flac"
    assert kept.stat().st_size < source.stat().st_size
    ours, theirs = audio.read(kept), audio.read(source)
    assert np.array_equal(ours.samples, theirs.samples)
    assert ours.recording.sample_rate == 48_000


def test_any_other_recording_is_kept_as_it_is(store, wav):
    take = store.keep(store.begin("rehearsal").id, rich_report(), wav)
    kept = store.sound(take)
    assert kept.read_bytes() == wav.read_bytes()
    assert kept.suffix == ".wav"
    wav.unlink()
    assert store.sound(take).is_file()


@pytest.mark.parametrize("name", ["a.wav; rm -rf ~", "a", "b.ünï", ".hidden"])
def test_a_recording_of_any_name_is_kept(store, tmp_path, name):
    source = tmp_path / name
    source.write_bytes(b"sound")
    take = store.keep(store.begin("upload").id, refused(), source)
    assert store.sound(take).read_bytes() == b"sound"
    assert store.sound(take).suffix == ".sound"


def test_without_a_recording_there_is_none_and_a_lost_one_is_none(store, wav):
    session = store.begin("rehearsal").id
    assert store.sound(store.keep(session, refused())) is None
    take = store.keep(session, refused(), wav)
    store.sound(take).unlink()
    assert store.sound(take) is None
    assert store.take(take).sound


def test_a_recording_that_cannot_be_read_is_named_and_nothing_is_kept(store, tmp_path):
    session = store.begin("rehearsal").id
    with pytest.raises(InputError, match=r"gone\.wav"):
        store.keep(session, rich_report(), tmp_path / "gone.wav")
    assert store.takes(session) == ()


def test_a_report_with_a_number_that_is_none_leaves_nothing(store, wav):
    session = store.begin("rehearsal").id
    bad = replace(
        rich_report(), score=replace(rich_report().score, overall=float("nan"))
    )
    with pytest.raises(ValueError, match="JSON"):
        store.keep(session, bad, wav)
    assert store.takes() == ()
    assert store.unnamed_sounds(0.0) == ()


def test_a_session_that_is_not_there_keeps_nothing(store, wav):
    with pytest.raises(UsageError, match="under 7"):
        store.keep("7", rich_report(), wav)
    assert store.unnamed_sounds(0.0) == ()


def test_numbers_are_never_given_twice(store):
    session = store.begin("rehearsal").id
    takes = [store.keep(session, refused()) for _ in range(3)]
    store.delete(takes[2], takes[0])
    assert store.keep(session, refused()) == f"{session}.4"
    store.delete(session)
    assert store.begin("rehearsal").id not in (session, "1")


@pytest.mark.parametrize(
    "wanted", ["EVENING", "data-sci", "faster", "impact-02", "backfill", "é", "%"]
)
def test_a_search_looks_at_names_plans_questions_and_words(store, wanted):
    there = store.begin("rehearsal", plan="data-scientist", name="Evening É 100%")
    store.keep(there.id, rich_report())
    store.keep(store.begin("upload").id, refused())
    assert [session.id for session in store.sessions(wanted)] == [there.id]


def test_a_search_for_what_is_nowhere_finds_nothing(store):
    store.keep(store.begin("rehearsal").id, rich_report())
    assert store.sessions("situation_label") == ()


def test_a_corrected_report_takes_the_place_of_the_first(store, wav):
    take = store.keep(store.begin("rehearsal").id, rich_report(), wav)
    assert store.summaries()[0].measures[0].value == 79.2
    store.replace_report(take, refused())
    assert store.report(take) == refused()
    assert store.take(take).overall is None
    assert store.summaries()[0].measures[0].value is None
    assert store.sound(take) is not None


def test_a_session_is_renamed_or_loses_its_name(store):
    session = store.begin("rehearsal").id
    store.rename(session, "Thursday")
    assert store.session(session).name == "Thursday"
    store.rename(session, "")
    assert store.session(session).name is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.report("1.9"),
        lambda store: store.sound("1.9"),
        lambda store: store.take("1.9"),
        lambda store: store.replace_report("1.9", refused()),
        lambda store: store.delete("1.9"),
        lambda store: store.delete("9"),
        lambda store: store.takes("9"),
        lambda store: store.session("9"),
        lambda store: store.rename("9", "x"),
        lambda store: store.report("nonsense"),
        lambda store: store.report("1"),
        lambda store: store.take("1.1; DROP TABLE takes"),
        lambda store: store.take("\N{ARABIC-INDIC DIGIT ONE}.1"),
    ],
)
def test_a_name_that_nothing_is_kept_under_is_said(store, ask):
    take = store.keep(store.begin("rehearsal").id, rich_report())
    with pytest.raises(UsageError) as caught:
        ask(store)
    assert caught.value.remedy
    assert store.report(take) == rich_report()


def change(database, sql, *values):
    connection = sqlite3.connect(database)
    with connection:
        connection.execute(sql, values)
    connection.close()


@pytest.mark.parametrize(
    "broken", ["", "{}", "not JSON", '{"version": 3}', "[1, 2]", None]
)
def test_an_unreadable_report_is_named_and_the_others_are_listed(
    store, database, broken
):
    session = store.begin("rehearsal").id
    bad, good = (store.keep(session, rich_report()) for _ in range(2))
    text = broken
    if broken is None:
        data = json.loads(GOLDEN.read_text(encoding="utf-8"))
        text = json.dumps({**data, "timing": "soon"})
    change(database, "UPDATE takes SET report = ? WHERE number = 1", text)
    assert [take.id for take in store.takes(session)] == [bad, good]
    with pytest.raises(StoreError, match=f"take {bad} ") as caught:
        store.report(bad)
    assert caught.value.remedy
    assert store.report(good) == rich_report()
    assert [summary.take for summary in store.summaries()] == [good]


def test_a_field_that_came_later_has_its_default_and_one_of_later_is_passed_over(
    store, database
):
    take = store.keep(store.begin("rehearsal").id, rich_report())
    connection = sqlite3.connect(database)
    (text,) = connection.execute("SELECT report FROM takes").fetchone()
    connection.close()
    data = json.loads(text)
    del data["peaks"], data["code"], data["analysis"]["pace"]
    data["mood"] = "not measured"
    change(database, "UPDATE takes SET report = ?", json.dumps(data))
    expected = replace(
        rich_report(), peaks=(), analysis=replace(rich_report().analysis, pace=())
    )
    assert store.report(take) == expected


def test_a_file_name_that_is_no_text_is_kept_readable(store):
    odd = rich_report(b"caf\xe9.wav".decode("utf-8", "surrogateescape"))
    take = store.keep(store.begin("upload").id, odd)
    assert store.report(take).recording.name == "caf\N{REPLACEMENT CHARACTER}.wav"


def test_text_that_looks_like_sql_is_text(store):
    name = "'); DROP TABLE takes; --"
    session = store.begin("rehearsal", name=name)
    asked = replace(rich_report(), question=Question(name, name))
    take = store.keep(session.id, asked)
    assert store.sessions(name)[0].name == name
    assert store.report(take) == asked


def test_summaries_are_of_every_take_and_kept(store):
    session = store.begin("rehearsal").id
    takes = [store.keep(session, rich_report()), store.keep(session, refused())]
    first = store.summaries()
    assert [summary.take for summary in first] == takes
    assert store.summaries() == first


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_owner_may_read_what_is_kept(store, wav):
    old = os.umask(0)
    try:
        take = store.keep(store.begin("rehearsal").id, rich_report(), wav)
    finally:
        os.umask(old)
    for path in (store.folder, *store.folder.rglob("*")):
        allowed = stat.S_IMODE(path.stat().st_mode)
        assert allowed == (0o700 if path.is_dir() else 0o600), path
    assert store.sound(take).is_file()


def test_the_home_of_the_environment_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "elsewhere % here"))
    store = Store.open()
    store.begin("rehearsal")
    assert (tmp_path / "elsewhere % here" / "sessions" / "sessions.db").is_file()


# -- recordings that no take names ---------------------------------------------


def test_a_recording_that_no_take_names_is_found_when_it_has_settled(store, wav):
    take = store.keep(store.begin("rehearsal").id, rich_report(), wav)
    stray = store.folder / "sound" / "0123.wav"
    stray.write_bytes(b"sound")
    assert store.unnamed_sounds() == ()
    hours_ago = stray.stat().st_mtime - 7200
    os.utime(stray, (hours_ago, hours_ago))
    os.utime(store.sound(take), (hours_ago, hours_ago))
    assert store.unnamed_sounds() == (stray,)
    store.discard((stray,))
    assert store.unnamed_sounds(0.0) == ()
    assert store.sound(take).is_file()


# -- deleting for good ---------------------------------------------

SECRET = "zanzibarquartz"


def secret_report():
    plain = rich_report(f"{SECRET}.wav")
    words = tuple(
        replace(word, text=f"{SECRET}{index}")
        for index, word in enumerate(plain.transcript.words)
    )
    return replace(
        plain,
        question=Question(f"What of {SECRET}?", SECRET),
        transcript=replace(plain.transcript, words=words),
        warnings=(f"{SECRET} " * 2000,),  # over many pages
    )


def everywhere(folder):
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


@pytest.fixture
def secret(store, wav, tmp_path):
    """A take to be deleted between others that stay."""
    sound = tmp_path / "secret.wav"
    sound.write_bytes(SECRET.encode() * 1000)
    session = store.begin("rehearsal", name="stays").id
    before = [store.keep(session, rich_report(), wav) for _ in range(3)]
    take = store.keep(session, secret_report(), sound)
    after = [store.keep(session, rich_report(), wav) for _ in range(3)]
    store.summaries()
    assert SECRET.encode() in everywhere(store.folder)
    return take, before + after


def test_a_deleted_take_leaves_no_trace_in_any_file(store, secret):
    take, others = secret
    store.delete(take)
    assert SECRET.encode() not in everywhere(store.folder)
    assert [left.id for left in store.takes()] == others
    assert all(store.report(left) == rich_report() for left in others)
    assert all(store.sound(left) for left in others)


def test_a_deleted_session_leaves_no_trace_in_any_file(store, secret):
    session = store.begin("interview", plan=SECRET, name=SECRET).id
    take = store.keep(session, secret_report())
    store.delete(session, secret[0])
    assert SECRET.encode() not in everywhere(store.folder)
    with pytest.raises(UsageError):
        store.report(take)


def test_a_report_that_was_replaced_leaves_no_trace(store, secret):
    store.replace_report(secret[0], refused())
    store.sound(secret[0]).unlink()
    assert SECRET.encode() not in everywhere(store.folder)


def test_deleting_everything_leaves_nothing(store, secret):
    stray = store.folder / "sound" / "0123.wav"
    stray.write_bytes(b"sound")
    store.delete_all()
    assert store.sessions() == store.takes() == ()
    assert SECRET.encode() not in everywhere(store.folder)
    assert list((store.folder / "sound").iterdir()) == []
    assert store.begin("rehearsal").id == "2"


def test_of_names_one_of_which_is_wrong_nothing_is_deleted(store, secret):
    with pytest.raises(UsageError, match=r"1\.99"):
        store.delete(secret[0], "1.99")
    assert store.report(secret[0]) == secret_report()
    assert store.sound(secret[0]) is not None


def test_a_sound_that_cannot_be_deleted_keeps_its_take(store, secret, monkeypatch):
    def refuse(self, missing_ok=False):
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StoreError, match="could not be deleted"):
        store.delete(secret[0])
    monkeypatch.undo()
    assert store.report(secret[0]) == secret_report()
    store.delete(secret[0])
    assert SECRET.encode() not in everywhere(store.folder)
