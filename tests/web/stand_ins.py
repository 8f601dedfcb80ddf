"""A bench without ears, and a studio furnished with it."""

import threading
from contextlib import contextmanager
from dataclasses import replace

from tests.report.made_reports import rich_report, steps_of_tones
from voicecoach import encode
from voicecoach.errors import InputError
from voicecoach.report.json import to_json
from voicecoach.types import Question
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

    def stop(self):
        """Stop what is made."""
        self._stopped.set()

    def close(self):
        """Give back nothing."""


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
