"""The process in which Piper speaks: a JSON line in, a file, a JSON line out.

A line in has ``text``, ``path`` and ``rate`` (words/min). A line out is empty braces,
or has ``problem`` and ``remedy``. It ends when its standard input does.
"""

import json
import os
import sys
import wave
from typing import Any, Final

from voicecoach import privacy, weights
from voicecoach.errors import VoicecoachError
from voicecoach.speak.neural import NAME, REMEDY

NATURAL: Final = 223.0
"""Words a minute of the voice en_US-joe-medium at its own pace, measured on 20
questions of the bank."""


def main() -> None:
    """Answer line after line."""
    privacy.opt_out()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no answer
    voice = None
    for line in sys.stdin.buffer:
        answer: dict[str, str] = {}
        try:
            voice = voice or _load()
            _speak(voice, **json.loads(line))
        except VoicecoachError as error:
            answer = {"problem": error.problem, "remedy": error.remedy}
        except (ImportError, OSError, RuntimeError, ValueError, wave.Error) as error:
            answer = {"problem": f"{NAME} failed ({error}).", "remedy": REMEDY}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _load() -> Any:  # noqa: ANN401  (Piper has no types)
    from piper.voice import PiperVoice

    return PiperVoice.load(str(weights.voice_path()))


def _speak(voice: Any, text: str, path: str, rate: int) -> None:  # noqa: ANN401
    from piper.config import SynthesisConfig

    with wave.open(path, "wb") as file:
        voice.synthesize_wav(text, file, SynthesisConfig(length_scale=NATURAL / rate))


if __name__ == "__main__":
    main()
