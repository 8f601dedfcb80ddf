"""What the takes that are kept show over time: for the page and for its twin."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voicecoach.compare import Comparison, compare
from voicecoach.errors import StoreError
from voicecoach.store import Store, Take
from voicecoach.trends import Line, Summary, Trends, trends
from voicecoach.types import Track


@dataclass(frozen=True, slots=True)
class Group:
    """The overall score of one kind of question, or of one question.

    ``usual`` and ``line`` are None where nothing of it was scored, or too little.
    """

    key: str
    title: str
    takes: int
    usual: float | None
    line: Line | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The latest answer, held against the one before it to the same question."""

    before: str
    after: str
    question: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Progress:
    """Trends of a choice of takes, and what there is to choose from."""

    track: Track | None
    question_id: str | None
    sessions: int
    trends: Trends
    tracks: tuple[Group, ...]
    questions: tuple[Group, ...]
    pair: Pair | None

    @property
    def mixed(self) -> bool:
        """Whether answers to several questions stand in one line."""
        return self.question_id is None and len(self.questions) > 1


def look(
    store: Store, track: Track | None = None, question_id: str | None = None
) -> Progress:
    """Look at all takes, or at those of one kind of question or of one question."""
    summaries, takes = store.summaries(), store.takes()
    of_track = [one for one in takes if track in (None, one.track)]
    chosen = [one for one in of_track if question_id in (None, one.question_id)]
    return Progress(
        track=track,
        question_id=question_id,
        sessions=len({take.session for take in chosen}),
        trends=trends(summaries, track=track, question_id=question_id),
        tracks=tuple(_tracks(summaries)),
        questions=tuple(_questions(summaries, of_track)),
        pair=_pair(store, chosen),
    )


def _tracks(summaries: Sequence[Summary]) -> Iterator[Group]:
    known = Counter(one.track for one in summaries if one.track)
    for track in sorted(known):
        yield _group(track, track, trends(summaries, track=track))


def _questions(summaries: Sequence[Summary], takes: Sequence[Take]) -> Iterator[Group]:
    """Give the questions of the bank that were answered, the most frequent first."""
    asked = {take.question_id: take.question or "" for take in takes}
    counted = Counter(take.question_id for take in takes if take.question_id)
    for question_id, _ in counted.most_common():
        found = trends(summaries, question_id=question_id)
        yield _group(question_id, asked[question_id] or question_id, found)


def _group(key: str, title: str, found: Trends) -> Group:
    overall = next((one for one in found.series if one.name == "overall"), None)
    return Group(
        key,
        title,
        found.takes,
        overall.usual if overall else None,
        overall.line if overall else None,
    )


def _pair(store: Store, takes: Sequence[Take]) -> Pair | None:
    """Hold the latest answer that has an earlier one to its question against that.

    Answers without a score have nothing to hold against each other.
    """
    earlier: dict[str, Take] = {}
    latest: tuple[Take, Take] | None = None
    scored = [take for take in takes if take.overall is not None]
    for take in sorted(scored, key=lambda take: (take.recorded, take.number)):
        asked = take.question_id or " ".join((take.question or "").split())
        if asked in earlier:
            latest = earlier[asked], take
        if asked:
            earlier[asked] = take
    if latest is None:
        return None
    before, after = latest
    try:
        held = compare(store.report(before.id), store.report(after.id))
    except StoreError:  # one cannot be read; its own page says why
        return None
    return Pair(before.id, after.id, after.question or "", held)
