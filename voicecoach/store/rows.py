"""Rows in and values out: every question that is put to the tables."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from voicecoach.store.kept import Key, Session, Take
from voicecoach.store.tables import SESSIONS, TAKES

_LISTED: Final = [
    TAKES.c[name]
    for name in (
        "session number recorded question question_id track follow_up_of seconds "
        "overall sound"
    ).split()
]


def written_time(moment: datetime) -> str:
    """Write a moment so that the order of the texts is that of the moments."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def add_session(connection: sa.Connection, values: Mapping[str, Any]) -> int:
    """Add a session, and give its number."""
    added = sa.insert(SESSIONS).values(**values).returning(SESSIONS.c.id)
    return int(connection.execute(added).scalar_one())


def add_take(connection: sa.Connection, session: int, values: Mapping[str, Any]) -> int:
    """Add a take, and give its number in the session; 0 if the session is not there."""
    raised = connection.execute(
        sa.update(SESSIONS)
        .where(SESSIONS.c.id == session)
        .values(next_number=SESSIONS.c.next_number + 1)
        .returning(SESSIONS.c.next_number)
    ).scalar()
    if raised is None:
        return 0
    number = int(raised) - 1
    connection.execute(
        sa.insert(TAKES).values(session=session, number=number, **values)
    )
    return number


def change_take(connection: sa.Connection, key: Key, values: Mapping[str, Any]) -> bool:
    """Change a take; False if it is not there."""
    result = connection.execute(sa.update(TAKES).where(_is(key)).values(**values))
    return result.rowcount > 0


def change_session(
    connection: sa.Connection, session: int, values: Mapping[str, Any]
) -> bool:
    """Change a session; False if it is not there."""
    chosen = sa.update(SESSIONS).where(SESSIONS.c.id == session)
    return connection.execute(chosen.values(**values)).rowcount > 0


def there(connection: sa.Connection, key: Key) -> bool:
    """Say whether a session or a take is kept."""
    session, number = key
    chosen = (
        sa.select(SESSIONS.c.id).where(SESSIONS.c.id == session)
        if number is None
        else sa.select(TAKES.c.number).where(_is(key))
    )
    return connection.execute(chosen).first() is not None


def remove(connection: sa.Connection, key: Key) -> None:
    """Remove a session with its takes, or one take."""
    session, number = key
    chosen = (
        sa.delete(SESSIONS).where(SESSIONS.c.id == session)
        if number is None
        else sa.delete(TAKES).where(_is(key))
    )
    connection.execute(chosen)


def sessions(
    connection: sa.Connection, search: str | None = None, session: int | None = None
) -> tuple[Session, ...]:
    """List the sessions, the newest first; of a search, those that it is found in."""
    chosen = sa.select(SESSIONS).order_by(SESSIONS.c.begun.desc(), SESSIONS.c.id.desc())
    if session is not None:
        chosen = chosen.where(SESSIONS.c.id == session)
    if search:
        chosen = chosen.where(_holds(search))
    scores: dict[int, list[float | None]] = {}
    seconds: dict[int, float] = {}
    counted = sa.select(TAKES.c.session, TAKES.c.overall, TAKES.c.seconds)
    for row in connection.execute(counted.order_by(TAKES.c.session, TAKES.c.number)):
        scores.setdefault(row.session, []).append(row.overall)
        seconds[row.session] = seconds.get(row.session, 0.0) + (row.seconds or 0.0)
    return tuple(
        Session(
            id=str(row.id),
            begun=datetime.fromisoformat(row.begun),
            kind=row.kind,
            plan=row.plan,
            name=row.name,
            scores=tuple(scores.get(row.id, ())),
            seconds=seconds.get(row.id, 0.0),
        )
        for row in connection.execute(chosen)
    )


def _holds(search: str) -> sa.ColumnElement[bool]:
    """Find sessions by what they are called, what was asked and what was said."""
    wanted = search.casefold()

    def within(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
        return sa.func.instr(sa.func.folded(column), wanted) > 0

    asked = ("question", "question_id", "track", "said")
    said = sa.or_(*(within(TAKES.c[name]) for name in asked))
    named = [within(SESSIONS.c[name]) for name in ("name", "plan", "kind")]
    there = sa.select(TAKES.c.number).where(TAKES.c.session == SESSIONS.c.id, said)
    return sa.or_(*named, there.exists())


def takes(connection: sa.Connection, key: Key | None = None) -> tuple[Take, ...]:
    """List takes in their order: all, those of a session, or one."""
    chosen = sa.select(*_LISTED).order_by(TAKES.c.session, TAKES.c.number)
    if key is not None:
        chosen = chosen.where(_is(key))
    return tuple(_take(row) for row in connection.execute(chosen))


def _take(row: sa.Row[Any]) -> Take:
    return Take(
        id=f"{row.session}.{row.number}",
        session=str(row.session),
        number=row.number,
        recorded=datetime.fromisoformat(row.recorded),
        question=row.question,
        question_id=row.question_id,
        track=row.track,
        follow_up_of=row.follow_up_of,
        seconds=row.seconds,
        overall=row.overall,
        sound=row.sound is not None,
    )


def column(
    connection: sa.Connection, name: str, key: Key | None = None
) -> Sequence[Any]:
    """Read one column of the takes that a key names, in their order."""
    chosen = sa.select(TAKES.c[name]).order_by(TAKES.c.session, TAKES.c.number)
    if key is not None:
        chosen = chosen.where(_is(key))
    return connection.execute(chosen).scalars().all()


def _is(key: Key) -> sa.ColumnElement[bool]:
    session, number = key
    chosen = TAKES.c.session == session
    return chosen if number is None else sa.and_(chosen, TAKES.c.number == number)
