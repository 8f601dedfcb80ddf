"""A rehearsal from end to end: a real voice, microphone and recogniser, and a person.

The person sits at a terminal and answers with a sample, which is played to the
microphone as fast as somebody speaks.
"""

import os
import re
import signal
import sys
import time
import wave
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soxr

from tests.cli.screen import Screen, resolved
from tests.microphone.test_listening_for_real import likeness
from tests.pulse import RATE
from voicecoach import audio
from voicecoach.store import Store
from voicecoach.takes import left_behind

ROOT = Path(__file__).parents[2]
ANSWER = ROOT / "samples" / "team-weak.wav"
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "rehearsal.txt"
REHEARSE = ("-m", "voicecoach", "rehearse", "--question-id", "hard-feedback")

LENGTH = 42.7
"""Seconds of it that are said: up to a breath."""

SHOWN = 26
"""Lines of a rehearsal that the README shows, at most."""

METER = re.compile(r"\d:\d\d \[[#-]*\] Enter ends")

OTHERS = 0.25
"""Fraction of the processors that other programs may have while the program is held to
what it promises."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sit(one_sound_card, tmp_path_factory):
    """Sit down at a terminal whose program has the card and a home of its own."""
    one_sound_card.plug_in()
    folder, screens = tmp_path_factory.mktemp("rehearsal"), []
    card = {
        name: value
        for name, value in one_sound_card.environment.items()
        if os.environ.get(name) != value
    }

    def begin():
        home = str(folder / "home")
        screens.append(Screen(REHEARSE, folder, VOICECOACH_HOME=home, **card))
        return screens[-1]

    yield SimpleNamespace(card=one_sound_card, home=folder / "home", begin=begin)
    for screen in screens:
        screen.close()


@pytest.fixture(scope="module")
def spoken(tmp_path_factory):
    """Give the answer as a file for the card, and its samples at 16 kHz."""
    samples = audio.read(ANSWER).samples[: round(LENGTH * 16_000)]
    path = tmp_path_factory.mktemp("spoken") / "answer.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return path, samples


def worked(pid):
    """Give the processors' seconds: all that was worked, and by one program."""
    ticks = os.sysconf("SC_CLK_TCK")
    first = Path("/proc/stat").read_text("ascii").splitlines()[0].split()[1:9]
    total = [int(value) for value in first]
    own = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    idle = total[3] + total[4]
    return (sum(total) - idle) / ticks, (int(own[11]) + int(own[12])) / ticks


@pytest.fixture(scope="module")
def seen(sit, spoken):
    """Rehearse once, listen to a moment of it, and quit."""
    with sit.card.listening() as heard:
        began = time.monotonic()
        screen = sit.begin()
        listening = screen.until("Enter ends")
        screen.look(until=lambda: time.monotonic() > listening + 0.4)
        before = worked(screen.pid)
        played = time.monotonic()
        player = sit.card.play(spoken[0], wait=False)
        screen.look(until=lambda: player.poll() is not None)
        player_ended = time.monotonic()
        after = worked(screen.pid)
        stopped = screen.press("\r")
        reported = screen.until(" of 100")
        screen.until("(Enter:")
        screen.press("p")
        screen.until("Enter for none")
        screen.press("1")
        screen.until("any key ends it")
        moment = time.monotonic()
        screen.look(until=lambda: time.monotonic() > moment + 2)
        screen.press("x")
        screen.until("(Enter:")
        screen.press("q")
        code = screen.end()
    store = Store.open(sit.home)
    (take,) = store.takes()
    meters = METER.findall(screen.shown)
    everything, own = (b - a for a, b in zip(before, after, strict=True))
    return SimpleNamespace(
        code=code,
        lines=resolved(screen.shown),
        meter=max(meters, key=lambda meter: meter.count("#")),
        report=store.report(take.id),
        sound=audio.read(store.sound(take.id)).samples,
        heard=heard,
        others=(everything - own) / (player_ended - played) / os.cpu_count(),
        began=began,
        listening=listening,
        waited=reported - stopped,
        moment=moment,
    )


def between(heard, start, end):
    """Give what the card gave between two moments, at 16 kHz."""
    first = heard.when(0)
    part = heard.samples[round((start - first) * RATE) : round((end - first) * RATE)]
    return soxr.resample(part / 32_768, RATE, 16_000).astype(np.float32)


def test_a_question_is_asked_answered_and_reported_on(seen):
    assert seen.code == 0
    text = "\n".join(seen.lines)
    assert "Question 1: Tell me about feedback that was hard to hear." in text
    assert "Traceback" not in text
    assert re.search(r"^\d+ of 100", text, re.MULTILINE)
    assert text.count("p play a moment") == 2
    assert seen.report.question.id == "hard-feedback"
    assert seen.report.advice


def test_the_answer_is_in_the_recording_and_the_question_is_not(seen, spoken):
    asked = between(seen.heard, seen.began, seen.listening - 0.2)
    assert np.abs(asked).max() > 0.05  # it was spoken aloud
    assert np.abs(seen.sound[: 16_000 // 5]).max() < 0.001
    assert likeness(seen.sound, spoken[1])[0] > 0.98
    assert likeness(seen.sound, asked[: 3 * 16_000])[0] < 0.5
    said = [
        re.sub(r"\W", "", word.text).lower() for word in seen.report.transcript.words
    ]
    question = "tell me about feedback that was hard to hear".split()
    runs = {tuple(said[i : i + 4]) for i in range(len(said))}
    assert not runs & {tuple(question[i : i + 4]) for i in range(len(question) - 3)}


def test_most_of_it_is_recognised_while_it_is_spoken(seen):
    timing = seen.report.timing
    told = f"{timing}, {seen.waited:.2f} s at the terminal, {seen.others:.2f} others\n"
    sys.stdout.write(told)
    assert timing.audio > 40
    assert 0 < timing.after_stop <= seen.waited + 0.1
    if seen.others > OTHERS:
        pytest.skip(f"other programs had {seen.others:.0%} of the processors")
    assert timing.early >= 0.8


def test_a_moment_of_the_answer_is_played_until_a_key_is_pressed(seen):
    played = between(seen.heard, seen.moment, seen.moment + 1.5)
    alike, _ = likeness(seen.sound, played[8_000:])
    assert alike > 0.9
    after = between(
        seen.heard, seen.moment + 2.6, seen.heard.when(len(seen.heard.samples))
    )
    assert not len(after) or np.abs(after[-1600:]).max() < 0.001


def shown(seen):
    """Choose what the README shows: one round, with the first of its advice."""
    lines = [line.rstrip() for line in seen.lines]
    first = next(i for i, line in enumerate(lines) if line.startswith("Question 1"))
    last = next(i for i, line in enumerate(lines) if line.startswith("f follow-up"))
    text = "\n".join([lines[first], "", seen.meter, "", *lines[first + 2 : last + 1]])
    text = re.sub(r"^[23]  .*?\n\n", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d", "2026-01-31 18.30.00", text)


def landmarks(text):
    """Give what every rehearsal shows, whatever was heard."""
    begins = (
        "Question 1|Flow|Pace|Fillers|Structure|Clarity|What this|next time|Report:"
    )
    begins += "|\\d+ of 100|Follow-up:|f follow-up"
    return [
        re.sub(r"\d+", "0", found) for found in re.findall(f"^(?:{begins})", text, re.M)
    ]


def test_the_readme_shows_this_rehearsal(seen, request):
    text = shown(seen)
    readme = README.read_text(encoding="utf-8")
    kept = PAGE.read_text(encoding="utf-8").strip("\n")
    if request.config.getoption("--update-golden"):
        README.write_text(readme.replace(kept, text), encoding="utf-8", newline="\n")
        PAGE.write_text(text + "\n", encoding="utf-8", newline="\n")
        return
    assert len(kept.splitlines()) <= SHOWN
    assert f"```\n{kept}\n```" in readme
    assert landmarks(kept) == landmarks(text)


def test_an_answer_whose_program_is_killed_is_taken_up_and_nothing_is_lost(sit, seen):
    with sit.card.listening() as heard:
        screen = sit.begin()
        screen.until("Enter ends")
        player = sit.card.play(ANSWER, wait=False)
        spoken = time.monotonic()
        screen.look(until=lambda: time.monotonic() > spoken + 8)
        screen.kill(signal.SIGKILL)
        killed = time.monotonic()
        player.kill()
        player.wait()
        assert screen.end() == -signal.SIGKILL
    (left,) = left_behind(sit.home / "takes")
    again = sit.begin()
    again.until("was left behind: Tell me about feedback")
    again.press("r")
    again.until("Report:")
    again.until("Question 1")
    again.interrupt()  # in the middle of the question
    assert again.end() == 130
    assert "Traceback" not in again.shown
    assert left_behind(sit.home / "takes") == ()
    store = Store.open(sit.home)
    take = max(store.takes(), key=lambda take: take.recorded)
    recorded = audio.read(store.sound(take.id)).samples
    assert len(recorded) / 16_000 == pytest.approx(left.seconds, abs=0.01)
    assert store.report(take.id).transcript.words
    card = soxr.resample(heard.samples / 32_768, RATE, 16_000)
    alike, start = likeness(card, recorded[-16_000:])
    assert alike > 0.95
    assert killed - heard.when(round((start + 1) * RATE)) <= 0.5
