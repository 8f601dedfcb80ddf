"""The whole way: a real voice through a real player into a sound card."""

import json
import shutil
import subprocess
import sys
import time

import numpy as np
import pytest

from tests.pulse import RATE

CHILD = """
import json, sys, threading, time
import numpy as np
from voicecoach.speak import Manner, Speaker

text, voice, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
stop, stopped = threading.Event(), []
def end():
    stopped.append(time.monotonic())
    stop.set()
with Speaker(Manner(voice=voice)) as speaker:
    prepared = speaker.prepare(text)
    loud = np.flatnonzero(np.abs(prepared.samples) > 300 / 32768)
    tail = prepared.seconds - (loud[-1] + 1) / prepared.rate
    if limit:
        threading.Timer(limit, end).start()
    spoken = speaker.say(text, stop)
    ended = time.monotonic()
print(json.dumps({
    "by": spoken.by, "whole": spoken.whole, "seconds": spoken.seconds,
    "problems": [problem.problem for problem in spoken.problems],
    "tail": tail, "ended": ended, "stopped": stopped,
}))
"""

TEXT = "Tell me about yourself. Why do you want to work with us?"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs espeak-ng"),
]


def aloud(card, text, voice, limit=0.0):
    with card.listening() as heard:
        done = subprocess.run(
            [sys.executable, "-c", CHILD, text, voice, str(limit)],
            env=card.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        time.sleep(0.4)
    assert done.returncode == 0, done.stderr
    sounding = np.flatnonzero(np.abs(heard.samples.astype(int)) > 300)
    return json.loads(done.stdout), heard, sounding


@pytest.mark.parametrize("voice", ["espeak-ng", "system"])
def test_what_is_said_is_heard_and_say_returns_when_it_is_over(sound_card, voice):
    said, heard, sounding = aloud(sound_card, TEXT, voice)
    assert (said["by"], said["whole"], said["problems"]) == (voice, True, [])
    assert len(sounding) > RATE
    lasted = (sounding[-1] - sounding[0]) / RATE
    assert 2 < lasted <= said["seconds"] + 0.05
    # The file goes on for a while after the last sound that can be heard.
    over = heard.when(sounding[-1]) + said["tail"]
    assert -0.02 < said["ended"] - over < 0.15


def test_stop_ends_the_voice_within_200_ms(sound_card):
    said, heard, sounding = aloud(sound_card, TEXT, "espeak-ng", limit=1.0)
    assert not said["whole"]
    assert said["ended"] - said["stopped"][0] < 0.2
    assert heard.when(sounding[-1]) - said["stopped"][0] < 0.2


def test_without_a_card_the_text_is_left_to_be_shown(sound_card):
    sound_card.remove_source()
    done = subprocess.run(
        [sys.executable, "-c", CHILD, TEXT, "espeak-ng", "0"],
        env=sound_card.environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert '"by": null' in done.stdout
    assert "cannot be opened" in done.stdout
