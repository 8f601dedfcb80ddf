"""Which databases are opened, brought up to date, set aside or left alone."""

import sqlite3

import pytest

from tests.report.made_reports import rich_report
from voicecoach.errors import StoreError
from voicecoach.store import Store
from voicecoach.store.database import MIGRATIONS, Database
from voicecoach.store.forms import write_report
from voicecoach.store.tables import METADATA, NEWEST


def migrated(path, to):
    """A database as an older version left it."""
    from alembic import command
    from alembic.config import Config

    database = Database(path, 5.0)
    with database.writing() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, to)
    return database


def run(path, *statements):
    connection = sqlite3.connect(path)
    with connection:
        for statement, *values in statements:
            connection.execute(statement, values)
    connection.close()


def test_the_steps_lead_to_the_tables_that_the_code_knows(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(MIGRATIONS).get_heads() == [NEWEST]
    database = migrated(tmp_path / "new.db", "head")
    with database.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_a_database_of_version_1_is_brought_up_to_date(home):
    folder = home / "sessions"
    folder.mkdir(parents=True)
    migrated(folder / "sessions.db", "0001")
    moment = "2025-01-02T03:04:05.000000+00:00"
    columns = "session, number, recorded, said, report, track"
    run(
        folder / "sessions.db",
        ("INSERT INTO sessions (begun, kind) VALUES (?, 'rehearsal')", moment),
        (
            f"INSERT INTO takes ({columns}) VALUES (1, 1, ?, 'um so', ?, 'impact')",
            moment,
            write_report(rich_report()),
        ),
    )
    store = Store.open(home)
    assert store.problem is None
    assert store.report("1.1") == rich_report()
    assert [summary.take for summary in store.summaries()] == ["1.1"]
    assert store.take("1.1").recorded.year == 2025


@pytest.mark.parametrize("empty", [True, False])
def test_an_empty_file_or_none_becomes_a_database(home, empty):
    if empty:
        (home / "sessions").mkdir(parents=True)
        (home / "sessions" / "sessions.db").touch()
    store = Store.open(home)
    assert store.problem is None
    assert store.sessions() == ()


def test_a_database_of_a_newer_version_is_named_and_left_alone(home, store, database):
    store.keep(store.begin("rehearsal").id, rich_report())
    run(database, ("UPDATE alembic_version SET version_num = '0999'",))
    before = database.read_bytes()
    with pytest.raises(StoreError, match=r"sessions\.db.*newer.*0999") as caught:
        Store.open(home)
    assert "Update voicecoach" in caught.value.remedy
    assert database.read_bytes() == before
    assert [path.name for path in home.iterdir()] == ["sessions"]


def test_a_database_of_another_program_is_left_alone(home):
    (home / "sessions").mkdir(parents=True)
    path = home / "sessions" / "sessions.db"
    run(path, ("CREATE TABLE notes (text)",), ("INSERT INTO notes VALUES ('mine')",))
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(home)
    assert path.read_bytes() == before


def overwritten(data):
    middle = len(data) // 2
    return data[:middle] + bytes([255]) * 20_000 + data[middle + 20_000 :]


DAMAGES = {
    "not a database": lambda data: b"hello, I am a text file\n" * 100,
    "head gone": lambda data: bytes(100) + data[100:],
    "cut off": lambda data: data[: len(data) // 3],
    "overwritten": overwritten,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_database_is_set_aside_and_a_new_one_begun(
    home, store, database, wav, damage
):
    session = store.begin("rehearsal").id
    for _ in range(10):
        take = store.keep(session, rich_report(), wav)
    sound = store.sound(take).name
    broken = damage(database.read_bytes())
    database.write_bytes(broken)
    again = Store.open(home)
    (aside,) = home.glob("sessions-damaged-*")
    assert str(aside) in again.problem.problem
    assert "is damaged" in again.problem.problem
    assert (aside / "sessions.db").read_bytes() == broken
    assert (aside / "sound" / sound).read_bytes() == wav.read_bytes()
    assert again.sessions() == ()
    assert again.keep(again.begin("rehearsal").id, rich_report(), wav) == "1.1"
    assert Store.open(home).problem is None


def test_a_second_damage_of_a_second_takes_another_name(home, store, database):
    database.write_bytes(b"hello, I am a text file\n" * 100)
    Store.open(home)
    database.write_bytes(b"hello, I am another file\n" * 100)
    Store.open(home)
    assert len(list(home.glob("sessions-damaged-*"))) == 2


def test_damage_that_happens_meanwhile_is_an_error_with_a_remedy(store, database):
    store.keep(store.begin("rehearsal").id, rich_report())
    database.write_bytes(overwritten(database.read_bytes()))
    database.write_bytes(b"hello, I am a text file\n" * 100)
    with pytest.raises(StoreError, match="is damaged") as caught:
        store.takes()
    assert "set aside" in caught.value.remedy
