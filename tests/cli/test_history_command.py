import json
import os
import sqlite3
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.running import ROOT, environment
from tests.report.made_reports import hostile, refused, rich_report
from voicecoach.cli import main
from voicecoach.report.json import to_json
from voicecoach.store import Store

SAMPLE = ROOT / "samples" / "team-weak.wav"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def store(home):
    """One session of two takes, the first with sound, and one of a refusal."""
    store = Store.open(home)
    session = store.begin("rehearsal", plan="analyst", name="Evening")
    store.keep(session.id, rich_report(), SAMPLE)
    better = replace(rich_report().score, overall=95.0, interval=(93.0, 97.0))
    store.keep(session.id, replace(rich_report(), score=better), follow_up_of="1.1")
    store.keep(store.begin("upload").id, refused())
    return store


@pytest.fixture
def run(capfd):
    def run(*arguments):
        capfd.readouterr()
        code = main(["history", *map(str, arguments)])
        shown = capfd.readouterr()
        return code, shown.out, shown.err.splitlines()

    return run


def broken(store, number):
    connection = sqlite3.connect(store.folder / "sessions.db")
    with connection:
        connection.execute("UPDATE takes SET report = '{' WHERE number = ?", [number])
    connection.close()


# -- list -----------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_the_sessions_are_listed(store, run, arguments):
    code, out, err = run(*arguments)
    first, newest, older = out.splitlines()
    assert (code, err) == (0, [])
    assert first.split("\t")[0] == "session"
    assert newest.split("\t")[::2] == ["2", "upload", "1", "–"]
    assert older.split("\t")[3:] == ["Evening", "2", "1:38", "79 95"]


def test_nothing_kept_is_an_empty_list(run, home):
    code, out, err = run()
    assert (code, len(out.splitlines()), err) == (0, 1, [])


def test_a_list_as_json_is_a_document_a_line(store, run):
    _, out, _ = run("list", "--json")
    listed = [json.loads(line) for line in out.splitlines()]
    assert [session["id"] for session in listed] == ["2", "1"]
    assert listed[1]["scores"] == [79.2, 95.0]


def test_a_search_lists_where_it_was_said(store, run):
    _, out, _ = run("list", "--search", "backfill")
    assert [line.split("\t")[0] for line in out.splitlines()[1:]] == ["1"]


def test_text_that_moves_the_cursor_is_escaped(store, run):
    store.rename("1", "\x1b[31mred\nline")
    _, out, _ = run()
    assert "\\x1b[31mred\\nline" in out


# -- show -----------------------------------------------------------------


def test_a_take_is_shown_with_score_and_advice(store, run):
    code, out, err = run("show", "1.1")
    assert (code, err) == (0, [])
    assert "79 of 100" in out
    assert "Say in a few words" in out
    assert "95 of 100" not in out


def test_a_session_shows_all_of_its_takes(store, run):
    _, out, _ = run("show", "1")
    assert out.index("79 of 100") < out.index("95 of 100")


def test_a_take_as_json_is_the_report_of_the_contract(store, run):
    _, out, _ = run("show", "1.1", "--json")
    assert out == to_json(rich_report()) + "\n"


def test_reports_are_written_again_with_their_sound(store, run):
    code, out, err = run("show", "1", "--out", "again", "--format", "html,md")
    assert (code, err) == (0, [])
    assert out.splitlines() == [
        str(Path("again") / f"take-1.{number}.report.{kind}")
        for number in (1, 2)
        for kind in ("html", "md")
    ]
    pages = [Path(line).read_text("utf-8") for line in out.splitlines()]
    assert ["data:audio" in page for page in pages] == [True, False, False, False]


@pytest.mark.parametrize("arguments", [("--html",), ("--format", "html")])
def test_without_a_folder_reports_go_where_those_of_analyze_do(store, run, arguments):
    _, out, _ = run("show", "1.2", *arguments)
    assert out == str(Path("voicecoach-reports") / "take-1.2.report.html") + "\n"
    assert Path(out.strip()).is_file()


def test_a_recording_that_is_gone_is_said_and_the_report_written(store, run):
    store.sound("1.1").unlink()
    code, out, err = run("show", "1.1", "--html")
    assert (code, len(err)) == (1, 1)
    assert "recording of take 1.1 is gone" in err[0]
    assert Path(out.strip()).is_file()


def test_an_unreadable_report_is_named_and_the_others_shown(store, run):
    broken(store, 1)
    code, out, err = run("show", "1")
    assert (code, len(err)) == (1, 1)
    assert "take 1.1" in err[0]
    assert "95 of 100" in out or "79 of 100" in out


def test_hostile_text_stays_text(store, run):
    store.keep("2", hostile())
    code, out, _ = run("show", "2.2")
    assert code == 0
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "9"), "under 9"),
        (("show", "1.9"), "under 1.9"),
        (("show", "nonsense"), "'nonsense'"),
        (("show", "1", "--html", "--format", "md"), "--html"),
        (("show", "1", "--format", "docx"), "docx"),
        (("show", "1", "--out", ""), "--out"),
        (("compare", "1", "2"), "Session 1 has 2 takes"),
        (("compare", "1.1", "7"), "under 7"),
        (("delete",), "what to delete"),
        (("delete", "1", "--all"), "what to delete"),
        (("delete", "1"), "--yes"),
        (("delete", "9", "--yes"), "under 9"),
        (("rename", "9", "x"), "under 9"),
        (("trends", "--track", "chess"), "chess"),
        (("export", "--out", ""), "--out"),
        (("export", "--out", "."), "there already"),
    ],
)
def test_a_wrong_value_is_2_and_one_line(store, run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out, len(err)) == (2, "", 1)
    assert said in err[0]
    assert len(store.takes()) == 3


# -- compare and trends ---------------------------------------------------


def test_two_takes_are_compared(store, run):
    code, out, err = run("compare", "1.1", "1.2")
    assert (code, err) == (0, [])
    assert "Overall\t79.2\t95\t+15.8\tpoints\tbetter" in out
    assert "The same question." in out


def test_a_comparison_as_json_says_how_it_was_made(store, run):
    _, out, _ = run("compare", "1.1", "2", "--json")
    document = json.loads(out)
    assert (document["before"], document["after"]) == ("1.1", "2.1")
    assert document["same_question"] is None
    _, out, _ = run("compare", "1.1", "1.2", "--json")
    methods = {change["method"] for change in json.loads(out)["metrics"]}
    assert methods == {"intervals", None}  # made-up rates come from no count


def test_few_takes_show_values_and_say_that_they_are_few(store, run):
    code, out, err = run("trends")
    assert (code, err) == (0, [])
    assert "Overall\t2\t▁█\t87.1\tpoints\t\ttoo few takes" in out
    assert "from 6 takes on; there are 3" in out


def test_many_takes_show_what_got_better_and_what_comes_back(store, run):
    for more in range(5):
        score = replace(rich_report().score, overall=79.0 + 3 * more)
        store.keep("1", replace(rich_report(), score=score))
    _, out, _ = run("trends", "--track", "impact")
    assert "Fillers that come back: er (in 7 of 7 takes)" in out
    assert "Most pauses are inside clauses" in out
    _, out, _ = run("trends", "--question-id", "impact-02", "--json")
    document = json.loads(out)
    (overall,) = [one for one in document["series"] if one["name"] == "overall"]
    assert len(overall["points"]) == document["takes"] == 7
    assert overall["line"]["interval"][0] < overall["line"]["change"]


def test_trends_of_nothing_say_so(run, home):
    code, out, err = run("trends")
    assert (code, err) == (0, [])
    assert "there are 0" in out


# -- export ---------------------------------------------------------------


def test_everything_is_exported_to_a_folder(store, run):
    code, out, err = run("export", "--out", "backup")
    assert (code, out, err) == (0, "backup\n", [])
    lines = Path("backup/takes.jsonl").read_text("ascii").splitlines()
    takes = [json.loads(line) for line in lines]
    assert [take["take"] for take in takes] == ["1.1", "1.2", "2.1"]
    assert takes[0]["report"] == json.loads(to_json(rich_report()))
    assert takes[1]["follow_up_of"] == "1.1"
    copy = Path("backup", takes[0]["sound"])
    assert copy.read_bytes() == store.sound("1.1").read_bytes()
    assert takes[1]["sound"] is None


def test_everything_is_exported_to_a_zip_file(store, run):
    code, out, _ = run("export", "--out", "deep/backup.zip")
    assert (code, out) == (0, "deep/backup.zip\n")
    with zipfile.ZipFile("deep/backup.zip") as archive:
        sound, lines = sorted(archive.namelist())
        assert sound == f"sound/1.1{store.sound('1.1').suffix}"
        assert lines == "takes.jsonl"
        assert archive.read(sound) == store.sound("1.1").read_bytes()
        assert len(archive.read("takes.jsonl").splitlines()) == 3
    assert [path.name for path in Path("deep").iterdir()] == ["backup.zip"]


@pytest.mark.parametrize("out", ["backup", "backup.zip"])
def test_an_unreadable_report_is_left_out_of_an_export_and_said(store, run, out):
    broken(store, 2)
    code, shown, err = run("export", "--out", out)
    assert (code, shown, len(err)) == (1, out + "\n", 1)
    assert "take 1.2" in err[0]


def test_an_export_that_cannot_be_written_leaves_nothing(store, run, tmp_path):
    (tmp_path / "file").write_text("")
    code, out, err = run("export", "--out", "file/backup")
    assert (code, out, len(err)) == (1, "", 1)
    assert "--out" in err[0]


# -- delete, rename, lost -------------------------------------------------


def test_takes_are_deleted(store, run):
    assert run("delete", "1.1", "2", "--yes") == (0, "2 takes deleted\n", [])
    assert [take.id for take in store.takes()] == ["1.2"]
    assert list((store.folder / "sound").iterdir()) == []


def test_everything_is_deleted(store, run):
    assert run("delete", "--all", "--yes") == (0, "3 takes deleted\n", [])
    assert store.sessions() == ()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
@pytest.mark.parametrize(("answer", "left"), [("n", 3), ("", 3), ("y", 1)])
def test_at_a_terminal_a_person_is_asked(store, home, answer, left):
    pexpect = pytest.importorskip("pexpect")
    child = pexpect.spawn(
        sys.executable,
        ["-m", "voicecoach", "history", "delete", "1"],
        env=environment(VOICECOACH_HOME=str(home), TERM="xterm"),
        cwd=str(ROOT),
        timeout=60,
    )
    child.expect_exact("Delete 2 takes for good? [y/N]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert len(store.takes()) == left


def test_a_session_is_renamed(store, run):
    assert run("rename", "2", "Thursday") == (0, "", [])
    assert store.session("2").name == "Thursday"


def test_recordings_that_no_take_names_are_listed_and_deleted(store, run):
    stray = store.folder / "sound" / "0123.wav"
    stray.write_bytes(b"sound")
    assert run("lost") == (0, "", [])  # it may just be being kept
    hours_ago = stray.stat().st_mtime - 7200
    os.utime(stray, (hours_ago, hours_ago))
    assert run("lost") == (0, f"{stray}\n", [])
    code, out, _ = run("lost", "--delete", "--yes")
    assert (code, out) == (0, f"{stray}\n1 recording deleted\n")
    assert not stray.exists()
    assert store.sound("1.1").is_file()


# -- a database that is not well ------------------------------------------


def test_a_damaged_database_is_told_of_once(store, run, home):
    (store.folder / "sessions.db").write_bytes(b"no database" * 100)
    code, out, err = run()
    assert (code, len(out.splitlines()), len(err)) == (1, 1, 1)
    assert "was set aside" in err[0]
    (aside,) = home.glob("sessions-damaged-*")
    assert (aside / "sessions.db").read_bytes() == b"no database" * 100
    assert run()[::2] == (0, [])


@pytest.mark.parametrize(
    "arguments", [(), ("show", "1"), ("trends",), ("delete", "1", "--yes")]
)
def test_a_database_of_a_newer_version_is_1_and_one_line(store, run, arguments):
    connection = sqlite3.connect(store.folder / "sessions.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    code, out, err = run(*arguments)
    assert (code, out, len(err)) == (1, "", 1)
    assert "Update voicecoach." in err[0]
