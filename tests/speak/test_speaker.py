import shutil
import threading
import time

import numpy as np
import pytest

from voicecoach.errors import DeviceError, UsageError
from voicecoach.speak import Manner, Problem, Speaker, StoppedError, Voice
from voicecoach.speak.child import HungError
from voicecoach.speak.programs import Espeak
from voicecoach.speak.speaker import GAP
from voicecoach.speak.system import System
from voicecoach.speak.voices import listed

RATE = 1000


class Engine:
    """Speaks a word in 10 ms, or fails as it is told to."""

    def __init__(self, by, fails=None, *, at="", takes=0.0, here=True, voices=()):
        self.by, self.fails, self.at, self.takes = by, fails, at, takes
        self.here, self.names = here, voices
        self.asked, self.closed = [], False

    def there(self):
        return self.here

    def voices(self, stop):
        if self.fails and not self.at:
            raise self.fails
        return tuple(Voice(name, self.by, f"id/{name}") for name in self.names)

    def make(self, order, stop):
        self.asked.append(order)
        if stop.wait(self.takes):
            raise StoppedError
        if self.fails and self.at in order.text:
            raise self.fails
        words = len(order.text.split())
        return np.full(10 * words, 0.5, np.float32), RATE

    def close(self):
        self.closed = True


class Player:
    """Remembers what it played; a second of sound takes a second."""

    def __init__(self, error=None, after=0):
        self.played, self.error, self.after = [], error, after

    def __call__(self, samples, rate, *, device=None, stop=None):
        if self.error and len(self.played) >= self.after:
            raise self.error
        self.played.append((samples, device, time.monotonic()))
        return not stop.wait(len(samples) / rate)


CRASHED = DeviceError("It crashed.", "Install it again.")
HUNG = HungError("It gave no answer.", "Restart.")
CRASH, HANG = (
    Problem("It crashed.", "Install it again."),
    Problem("It gave no answer.", "Restart."),
)


def speaker(*engines, player=None, **manner):
    return Speaker(Manner(**manner), engines, player or Player())


def test_the_first_engine_speaks_every_sentence_in_order():
    first, second, player = Engine("piper"), Engine("system"), Player()
    spoken = speaker(first, second, player=player, device="USB").say("One two. Three.")
    assert (spoken.by, spoken.problems, spoken.whole) == ("piper", (), True)
    assert [order.text for order in first.asked] == ["One two.", "Three."]
    assert second.asked == []
    assert [device for _, device, _ in player.played] == ["USB", "USB"]
    lengths = [len(samples) for samples, *_ in player.played]
    assert lengths == [20 + GAP * RATE, 10]
    assert spoken.seconds == pytest.approx(sum(lengths) / RATE, abs=0.15)


def test_voice_and_rate_reach_the_engine():
    engine = Engine("system", voices=("Zira", "David"))
    speaker(engine, voice="david", rate=140).say("Hello.")
    assert [(o.voice, o.rate) for o in engine.asked] == [("id/David", 140)]


@pytest.mark.parametrize("wanted", ["say", "Alex", "ID/ALEX"])
def test_a_chosen_voice_puts_its_engine_first(wanted):
    engines = Engine("piper", voices=("Joe",)), Engine("say", voices=("Alex",))
    assert speaker(*engines, voice=wanted).say("Hello.").by == "say"


def test_an_unknown_voice_is_told_and_the_usual_one_speaks():
    spoken = speaker(Engine("piper", voices=("Joe",)), voice="Ann").say("Hello.")
    assert spoken.by == "piper"
    assert spoken.problems[0].problem == "There is no voice called Ann."
    assert "doctor --voices" in spoken.problems[0].remedy


def test_the_engine_of_a_chosen_voice_that_fails_has_a_fall_back():
    engines = Engine("piper"), Engine("say", CRASHED, at="Hello", voices=("Alex",))
    spoken = speaker(*engines, voice="Alex").say("Hello.")
    assert (spoken.by, spoken.problems) == ("piper", (CRASH,))
    assert engines[0].asked[0].voice is None


def test_an_engine_that_fails_is_told_and_the_next_one_speaks():
    engines = Engine("piper", CRASHED), Engine("system", HUNG), Engine("espeak-ng")
    spoken = speaker(*engines).say("One. Two. Three.")
    assert (spoken.by, spoken.problems, spoken.whole) == (
        "espeak-ng",
        (CRASH, HANG),
        True,
    )
    assert [len(engine.asked) for engine in engines] == [1, 1, 3]


def test_an_engine_that_hung_is_not_asked_again_and_one_that_crashed_is():
    hangs, crashes, works = (
        Engine("piper", HUNG),
        Engine("system", CRASHED),
        Engine("say"),
    )
    aloud = speaker(hangs, crashes, works)
    assert aloud.say("One.").problems == (HANG, CRASH)
    assert aloud.say("Two.").problems == (CRASH,)
    assert [len(engine.asked) for engine in (hangs, crashes, works)] == [1, 2, 2]


def test_an_engine_that_is_not_there_is_not_asked():
    absent, works = Engine("piper", here=False), Engine("say")
    assert speaker(absent, works).say("Hello.").problems == ()
    assert absent.asked == []


def test_a_failure_in_the_middle_loses_no_sentence():
    first, second, player = Engine("piper", CRASHED, at="Two"), Engine("say"), Player()
    spoken = speaker(first, second, player=player).say("One. Two. Three.")
    assert (spoken.by, spoken.whole, len(player.played)) == ("say", True, 3)
    assert [order.text for order in second.asked] == ["Two.", "Three."]


def test_where_no_voice_works_nothing_is_said_and_every_reason_is_told():
    player = Player()
    spoken = speaker(Engine("piper", CRASHED), Engine("say", HUNG), player=player).say(
        "One. Two."
    )
    assert (spoken.by, spoken.seconds, spoken.whole) == (None, 0.0, False)
    assert {CRASH, HANG} <= set(spoken.problems)
    assert player.played == []


def test_where_no_voice_is_there_the_remedy_says_how_to_come_by_one():
    spoken = speaker(Engine("say", here=False)).say("Hello.")
    assert spoken.by is None
    assert spoken.problems[0].problem == "There is no voice on this computer."
    assert spoken.problems[0].remedy


def test_all_reasons_are_told_again_when_nothing_sounds_again():
    aloud = speaker(Engine("piper", HUNG))
    aloud.say("One.")
    assert HANG in aloud.say("Two.").problems


@pytest.mark.parametrize(("after", "by"), [(0, None), (1, "say")])
def test_a_loudspeaker_that_fails_is_told_and_not_raised(after, by):
    player = Player(DeviceError("Unplugged.", "Plug it in."), after)
    spoken = speaker(Engine("say"), player=player).say("One. Two.")
    assert (spoken.by, spoken.whole) == (by, False)
    assert spoken.problems == (Problem("Unplugged.", "Plug it in."),)


def test_muted_nothing_is_made_or_played():
    engine, player = Engine("say"), Player()
    spoken = speaker(engine, player=player, muted=True).say("Hello.")
    assert (spoken.by, engine.asked, player.played) == (None, [], [])


@pytest.mark.parametrize("text", ["", " \n", "\U0001f600", "..."])
def test_a_text_without_words_is_silence(text):
    engine = Engine("say")
    aloud = speaker(engine)
    assert aloud.say(text).problems == ()
    assert engine.asked == []
    with pytest.raises(DeviceError, match="nothing to say"):
        aloud.prepare(text)


def test_the_next_sentence_is_made_while_one_plays():
    engine, player = Engine("say", takes=0.4), Player()
    first = "one " * 40  # plays for 0.4 s and the gap
    speaker(engine, player=player).say(f"{first}. Two. Three.")
    (a, _, began), (_, _, then), _ = player.played
    assert then - began - len(a) / RATE < 0.3


@pytest.mark.parametrize("takes", [0.0, 30.0])
def test_stop_falls_silent_within_200_ms(takes):
    engine = Engine("say", takes=takes)
    stop, stopped = threading.Event(), []

    def end():
        stopped.append(time.monotonic())
        stop.set()

    threading.Timer(0.3, end).start()
    spoken = speaker(engine).say("word " * 49 + ". " + "word. " * 20, stop)
    assert time.monotonic() - stopped[0] < 0.2
    assert not spoken.whole
    assert spoken.problems == ()
    assert spoken.by == (None if takes else "say")


def test_nothing_is_made_when_it_was_stopped_before():
    engine, stop = Engine("say"), threading.Event()
    stop.set()
    assert speaker(engine).say("Hello.", stop).by is None
    with pytest.raises(StoppedError):
        speaker(engine).prepare("Hello.", stop)
    assert engine.asked == []


def test_a_text_is_prepared_in_one_voice_with_gaps_between_sentences():
    first, second = Engine("piper", CRASHED, at="Two"), Engine("say")
    prepared = speaker(first, second).prepare("One. Two.")
    assert (prepared.by, prepared.rate, prepared.problems) == ("say", RATE, (CRASH,))
    assert [order.text for order in second.asked] == ["One.", "Two."]
    assert prepared.samples.tolist() == [0.5] * 10 + [0] * 200 + [0.5] * 10
    assert prepared.seconds == 0.22


def test_what_was_prepared_is_not_made_again():
    engine = Engine("say")
    aloud = speaker(engine)
    aloud.prepare("One. Two.")
    aloud.say("One. Two.")
    aloud.say("Two.")
    assert len(engine.asked) == 2


def test_preparing_without_a_voice_says_why():
    with pytest.raises(DeviceError, match=r"No voice works. It crashed.") as it:
        speaker(Engine("say", CRASHED)).prepare("Hello.")
    assert it.value.remedy


def test_many_threads_may_prepare_at_once():
    aloud = speaker(Engine("say", takes=0.01))
    found = []

    def prepare(i):
        found.append(len(aloud.prepare("word " * (i + 1)).samples))

    threads = [threading.Thread(target=prepare, args=(i,)) for i in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [10 * (i + 1) for i in range(20)]


def test_closing_ends_every_engine():
    engines = Engine("piper"), Engine("say")
    with speaker(*engines):
        pass
    assert all(engine.closed for engine in engines)


def test_a_broken_engine_hides_no_voice_of_another():
    engines = (
        Engine("piper", CRASHED),
        Engine("system", here=False, voices=("Zira",)),
        Engine("say", voices=("Alex",)),
    )
    assert [voice.name for voice in listed(engines)] == ["Alex"]


@pytest.mark.parametrize("rate", [0, 79, 451, -170])
def test_a_rate_that_no_voice_has_is_a_mistake_of_the_user(rate):
    with pytest.raises(UsageError, match=f"{rate} words"):
        Manner(rate=rate)


# -- with real engines ------------------------------------------------------------

needs_espeak = pytest.mark.skipif(
    shutil.which("espeak-ng") is None, reason="needs espeak-ng"
)


@needs_espeak
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import time\ndef init(): time.sleep(60)", "gave no answer in 1 s"),
        ("import os\ndef init(): os._exit(9)", "exit 9"),
        ("def init(): raise ImportError('objc')", "objc"),
    ],
)
def test_where_pyttsx3_fails_espeak_ng_asks(tmp_path, monkeypatch, source, said):
    (tmp_path / "pyttsx3.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    prepared = Speaker(using=(System(patience=1.0), Espeak())).prepare("Hello there.")
    assert prepared.by == "espeak-ng"
    assert said in prepared.problems[0].problem
    assert prepared.problems[0].remedy
    assert prepared.seconds > 0.3


@needs_espeak
@pytest.mark.slow
def test_a_text_of_5000_characters_is_spoken_to_its_end():
    text = ("He said: <break/> -w /x; `why`? " * 160)[:5000]
    prepared = Speaker(using=(Espeak(),)).prepare(text)
    assert prepared.seconds > 100
    assert abs(prepared.samples[-prepared.rate :]).max() > 0.05
