"""How long pages of the studio take while recordings are analysed, and while not.

``scripts/bench --only-studio`` runs this in the environment of the checkout: a whole
``voicecoach serve`` of its own, with a home that is thrown away.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOAL = 5.0  # times the 95th percentile when nothing is analysed
PAGES = ("library", "progress", "questions", "api/recordings")
SAMPLE = "team-weak.wav"
UPLOADS = 3  # analysed one after the other while pages are asked for
IDLE = 200  # requests without work
REST = 0.05  # seconds between two requests: a person's browser does not hammer
PATIENCE = 1800.0  # seconds until the first upload must be done


@dataclass(frozen=True, slots=True)
class Served:
    """A studio that answers at an address, with the token that lets in."""

    url: str
    token: str

    def ask(self, path: str, content: bytes | None = None) -> bytes:
        """Ask for a path; with content, send that."""
        asked = urllib.request.Request(
            self.url + path,
            data=content,
            headers={"authorization": f"Bearer {self.token}", "accept": "text/html"},
            method="GET" if content is None else "POST",
        )
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return bytes(answer.read())

    def upload(self, path: Path) -> None:
        """Send a recording to be analysed in its turn."""
        name = urllib.parse.urlencode({"name": path.name})
        self.ask(f"api/recordings?{name}", path.read_bytes())

    def busy(self) -> bool:
        """Tell whether something waits or is worked on."""
        jobs = json.loads(self.ask("api/jobs"))
        failed = [job["error"] for job in jobs if job["state"] == "failed"]
        if failed:
            sys.exit(f"bench: {failed[0]}")
        return any(job["state"] in ("waiting", "working") for job in jobs)


def main() -> None:
    """Measure, and print the ratio of the two percentiles."""
    with tempfile.TemporaryDirectory(prefix="voicecoach-bench-") as home:
        serving = subprocess.Popen(
            [sys.executable, "-m", "voicecoach", "serve", "--port=0", "--no-browser"],
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env={**os.environ, "VOICECOACH_HOME": home},
        )
        try:
            line = (serving.stdout.readline() if serving.stdout else "").strip()
            url, _, token = line.partition("?token=")
            if not token:
                sys.exit("bench: voicecoach serve did not start.")
            measure(Served(url, token))
        finally:
            serving.terminate()
            serving.wait(timeout=30)


def measure(studio: Served) -> None:
    """Look at the pages with nothing to do, then while uploads are analysed."""
    sample = ROOT / "samples" / SAMPLE
    studio.upload(sample)  # so that there is something to show, and the models are read
    wait(studio)
    note("with nothing to do")
    left = iter(range(IDLE))
    idle = list(times(studio, lambda: next(left, None) is not None))
    for _ in range(UPLOADS):
        studio.upload(sample)
    note("while recordings are analysed")
    busy = list(times(studio, studio.busy))
    ratio = p95(busy) / p95(idle)
    word = "within" if ratio <= GOAL else "OVER"
    print(f"studio ({', '.join('/' + page for page in PAGES)})")
    print(
        f"  p95      {ratio:.1f} times that of a studio with nothing to do "
        f"({len(busy)} requests during {UPLOADS} analyses, {len(idle)} idle)  "
        f"[{word} the goal of {GOAL:g}]"
    )


def times(studio: Served, going_on: Callable[[], bool]) -> Iterator[float]:
    """Ask for one page after the other as long as it goes on; give seconds."""
    for page in cycle(PAGES):
        if not going_on():
            return
        before = time.perf_counter()
        studio.ask(page)
        yield time.perf_counter() - before
        time.sleep(REST)


def wait(studio: Served) -> None:
    """Wait until all is analysed."""
    end = time.monotonic() + PATIENCE
    while studio.busy():
        if time.monotonic() > end:
            sys.exit("bench: the uploads are not done.")
        time.sleep(0.5)


def note(text: str) -> None:
    """Say on a terminal what is going on."""
    if sys.stderr.isatty():
        print(f"... {text}", file=sys.stderr)


def p95(values: list[float]) -> float:
    """Give the 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
