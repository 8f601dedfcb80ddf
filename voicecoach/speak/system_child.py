"""The process in which pyttsx3 speaks one sentence into a file.

``python -P system_child.py WAV RATE VOICE`` with the text on standard
input, or ``--voices JSON`` to write the list of voices to a file. Its last line on
standard error says what failed.
"""

import json
import os
import sys
from pathlib import Path


def main(arguments: list[str]) -> None:
    """Do what the arguments say."""
    if arguments[0] == "--voices":
        _list(Path(arguments[1]))
        return
    path, rate, voice = arguments
    _speak(sys.stdin.buffer.read().decode(), path, int(rate), voice)


def _speak(text: str, path: str, rate: int, voice: str) -> None:
    import pyttsx3

    engine = pyttsx3.init()
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    engine.save_to_file(text, path)
    engine.runAndWait()


def _list(path: Path) -> None:
    import pyttsx3

    rows = [
        {"name": voice.name, "id": voice.id, "language": _language(voice.languages)}
        for voice in pyttsx3.init().getProperty("voices")
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")


def _language(languages: object) -> str:
    first = next(iter(languages), "") if isinstance(languages, list) else ""
    text = first.decode("ascii", "ignore") if isinstance(first, bytes) else str(first)
    return text.strip("\x02\x05\x00 ")


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # espeak's library may fail while it is taken down
