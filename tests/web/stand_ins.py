"""A bench without ears, and a studio furnished with it."""

import random
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.report.made_reports import rich_report, steps_of_tones
from voicecoach import correct, encode
from voicecoach.errors import InputError
from voicecoach.report.json import from_json, to_json
from voicecoach.types import Question
from voicecoach.web import correcting
from voicecoach.web.address import Address
from voicecoach.web.app import create_app
from voicecoach.web.bench import StoppedError
from voicecoach.web.keys import Keys
from voicecoach.web.rehearsals import Rehearsals
from voicecoach.web.server import Wanted, bind
from voicecoach.web.shelf import Made
from voicecoach.web.studio import furnish

PORT = 8000
BASE = f"http://127.0.0.1:{PORT}"
QUESTION = Question("Tell me about a time you made something faster.", None, "impact")
_SOUND = encode.encode(steps_of_tones(rich_report().recording.duration))


class DeafCoach:
    """A coach without models, for a studio in which nobody answers."""

    def __init__(self, options):
        self.options = options

    def asked(self, options):
        """Give itself."""
        return self

    def load(self):
        """Load nothing."""


class ScriptedBench:
    """Makes the same report of everything, when it is let.

    An upload that begins with ``bad`` cannot be read, one that begins with ``bug``
    meets a fault that nobody foresaw.
    """

    def __init__(self):
        self.go = threading.Event()
        self.go.set()
        self.seen = []
        self.at_work = self.most_at_work = 0
        self._stopped = threading.Event()

    def make(self, order, upload, folder, tell):
        """Make the report."""
        self._stopped.clear()
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            return self._made(order, upload, folder, tell)
        finally:
            self.at_work -= 1

    def _made(self, order, upload, folder, tell):
        tell("transcribing", 0.5)
        while not self.go.wait(0.01):
            if self._stopped.is_set():
                raise StoppedError(f"{order.name} was stopped.", "Upload it again.")
        if order.corrects:
            return self._corrected(order, folder)
        begun = upload.read_bytes()[:3]
        if begun == b"bad":
            raise InputError(f"{order.name} holds no sound.", "Choose another.")
        if begun == b"bug":
            raise ZeroDivisionError
        self.seen.append(order)
        report = rich_report()
        asked = replace(QUESTION, text=order.question or QUESTION.text)
        report = replace(
            report,
            question=asked,
            recording=replace(report.recording, name=order.name),
        )
        (folder / "report.json").write_text(to_json(report), encoding="ascii")
        (folder / "sound.m4a").write_bytes(_SOUND)
        return Made(folder / "report.json", folder / "sound.m4a")

    def _corrected(self, order, folder):
        """Change the words, and add two points."""
        before = from_json((folder / correcting.BEFORE).read_bytes())
        text = (folder / correcting.WORDS).read_text(encoding="utf-8")
        if "refuse" in text:
            raise InputError(f"{order.name} cannot be scored.", "Write other words.")
        self.seen.append(order)
        words = correct.apply(before.transcript, correct.edits(before.transcript, text))
        score = replace(before.score, overall=before.score.overall + 2)
        report = replace(before, transcript=words, score=score)
        (folder / "report.json").write_text(to_json(report), encoding="ascii")
        return Made(folder / "report.json", None)

    def stop(self):
        """Stop what is made."""
        self._stopped.set()

    def close(self):
        """Give back nothing."""


ASKED = (
    Question(
        "Tell me about a time you disagreed with a team mate.",
        "disagreed-with-a-team-mate",
        "team",
    ),
    Question(
        "Describe a system that you made cheaper or faster.",
        "cheaper-or-faster",
        "impact",
    ),
)
"""What ``practise`` answers in turn."""


def practise(store, answers, *, better=0.0, asked=ASKED):
    """Keep so many answers, two a session, each by so many points better than the last.

    They differ by chance as well, the same at every run.
    """
    chance = random.Random(7)
    kept = []
    for number in range(answers):
        if number % 2 == 0:
            session = store.begin("rehearsal")
        day = datetime(2026, 3, 1, 18, tzinfo=UTC) + timedelta(days=number // 2 * 3)
        when = day + timedelta(minutes=4 * (number % 2))
        moved = better * number
        report = _answered(asked[number % len(asked)], moved, chance)
        kept.append(store.keep(session.id, report, recorded=when))
    return kept


def _answered(question, moved, chance):
    report = rich_report()
    points = min(98.0, 48 + moved + chance.gauss(0, 4))
    parts = tuple(
        replace(part, points=value, interval=(max(0, value - 12), min(100, value + 9)))
        for part in report.score.parts
        if part.points is not None
        for value in [min(99.0, max(2.0, part.points + moved + chance.gauss(0, 6)))]
    )
    metrics = tuple(
        _moved(metric, 1 + chance.gauss(0, 0.08) - 0.004 * moved)
        for metric in report.analysis.metrics
    )
    return replace(
        report,
        question=question,
        score=replace(
            report.score,
            overall=points,
            interval=(points - 14, points + 9),
            parts=parts,
        ),
        analysis=replace(report.analysis, metrics=metrics),
    )


def _moved(metric, factor):
    if metric.value is None:
        return metric
    ends = metric.interval and tuple(sorted(end * factor for end in metric.interval))
    return replace(metric, value=metric.value * factor, interval=ends)


def furnished(home, bench, address=None, password=None, rehearsals=None, voice=None):
    """Furnish a studio; give it with its application."""
    address = address or Address(port=PORT)
    rehearsals = rehearsals or Rehearsals(home, opening=DeafCoach)
    studio = furnish(home, address, Keys(password), bench, rehearsals, voice)
    return studio, create_app(studio)


@contextmanager
def served(home, bench, **parts):
    """Serve a studio on a real port, in a thread; give it with its address."""
    import uvicorn

    with bind(Wanted(port=0)) as opened:
        opened.listen()
        address = Address(port=opened.getsockname()[1])
        studio, app = furnished(home, bench, address, **parts)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, args=([opened],))
        thread.start()
        try:
            yield studio
        finally:
            server.should_exit = True
            thread.join()
