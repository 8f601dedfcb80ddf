"""Programs that speak into a file: espeak-ng, macOS's say, and Windows' PowerShell.

The text reaches them on standard input and never as an argument, so that no text can
be taken for an option, a path or a piece of a script.
"""

import math
import shutil
import sys
import tempfile
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar, Final

from voicecoach.speak import child, sound
from voicecoach.speak.engine import PATIENCE, Order, english
from voicecoach.speak.manner import By, Voice
from voicecoach.speak.system import remedy
from voicecoach.types import Samples


class Program(ABC):
    """An engine that is a program."""

    by: By
    program: ClassVar[str]
    listing: ClassVar[tuple[str, ...]]

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience

    def there(self) -> bool:
        """Tell whether the program is on the path."""
        return shutil.which(self.program) is not None

    def voices(self, stop: threading.Event) -> tuple[Voice, ...]:
        """Ask the program for its voices."""
        listed = self._run([self._path(), *self.listing], "", stop)
        found = self.parsed(listed.splitlines())
        return tuple(voice for voice in found if english(voice.language))

    def make(self, order: Order, stop: threading.Event) -> tuple[Samples, int]:
        """Have a sentence written to a file, and read that."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "spoken.wav"
            command = [self._path(), *self.arguments(order, path)]
            self._run(command, order.text, stop, self.variables(order, path))
            return sound.read(path, self.program, remedy())

    def close(self) -> None:  # noqa: B027  (an answer, not a gap)
        """Do nothing: no process outlives its sentence."""

    @abstractmethod
    def arguments(self, order: Order, path: Path) -> list[str]:
        """Give the arguments with which it writes a sentence to a WAV file."""

    @abstractmethod
    def parsed(self, lines: Iterable[str]) -> list[Voice]:
        """Read its list of voices."""

    def variables(self, _order: Order, _path: Path) -> dict[str, str]:
        """Give the environment variables that it needs."""
        return {}

    def _path(self) -> str:
        # The name alone would also be looked for in Windows' current folder.
        return shutil.which(self.program) or self.program

    def _run(
        self,
        command: list[str],
        text: str,
        stop: threading.Event,
        variables: dict[str, str] | None = None,
    ) -> str:
        return child.run(
            command,
            text,
            name=self.program,
            remedy=remedy(),
            patience=self._patience,
            stop=stop,
            environment=variables,
        )


class Espeak(Program):
    """The program espeak-ng, on any system."""

    by: By = "espeak-ng"
    program = "espeak-ng"
    listing = ("--voices=en",)

    def arguments(self, order: Order, path: Path) -> list[str]:
        """Without -m it takes no markup."""
        voice = order.voice or "en"
        return ["--stdin", "-b", "1", "-w", str(path), f"-s{order.rate}", "-v", voice]

    def parsed(self, lines: Iterable[str]) -> list[Voice]:
        """Read the columns: Pty, Language, Age/Gender, VoiceName, File."""
        rows = [line.split() for line in lines][1:]
        return [
            Voice(row[3].replace("_", " "), "espeak-ng", row[1], row[1])
            for row in rows
            if len(row) > 4
        ]


class Say(Program):
    """The program say of macOS."""

    by: By = "say"
    program = "say"
    listing = ("-v", "?")

    def there(self) -> bool:
        """Tell whether this is a Mac; elsewhere the name means other programs."""
        return sys.platform == "darwin" and super().there()

    def arguments(self, order: Order, path: Path) -> list[str]:
        """Write 16 bit at 22 050 Hz."""
        voice = ["-v", order.voice] if order.voice else []
        kind = ["--file-format=WAVE", "--data-format=LEI16@22050"]
        return ["-o", str(path), *kind, "-r", str(order.rate), *voice, "-f", "-"]

    def parsed(self, lines: Iterable[str]) -> list[Voice]:
        """Read lines such as ``Bad News            en_US    # Hello, ...``."""
        rows = [line.partition("#")[0].rsplit(maxsplit=1) for line in lines]
        return [
            Voice(row[0].strip(), "say", row[0].strip(), row[1])
            for row in rows
            if len(row) == 2
        ]


SPEAK: Final = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$reader = New-Object System.IO.StreamReader([Console]::OpenStandardInput(), \
[System.Text.Encoding]::UTF8)
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
if ($env:VOICECOACH_VOICE) { $voice.SelectVoice($env:VOICECOACH_VOICE) }
$voice.Rate = [int]$env:VOICECOACH_RATE
$voice.SetOutputToWaveFile($env:VOICECOACH_WAV)
$voice.Speak($reader.ReadToEnd())
$voice.Dispose()
"""

LIST: Final = """
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
foreach ($each in $voice.GetInstalledVoices()) {
  $each.VoiceInfo.Culture.Name + ' ' + $each.VoiceInfo.Name
}
"""

QUIET: Final = ("-NoProfile", "-NonInteractive", "-Command")


class PowerShell(Program):
    """System.Speech of Windows, through PowerShell.

    The script is a constant; the text comes on standard input, all else in variables.
    """

    by: By = "powershell"
    program = "powershell"
    listing = (*QUIET, LIST)

    def there(self) -> bool:
        """Tell whether this is Windows; PowerShell elsewhere has no System.Speech."""
        return sys.platform == "win32" and super().there()

    def arguments(self, _order: Order, _path: Path) -> list[str]:
        """Give the script."""
        return [*QUIET, SPEAK]

    def variables(self, order: Order, path: Path) -> dict[str, str]:
        """Give the script what it is to do."""
        return {
            "VOICECOACH_VOICE": order.voice or "",
            "VOICECOACH_RATE": str(steps(order.rate)),
            "VOICECOACH_WAV": str(path),
        }

    def parsed(self, lines: Iterable[str]) -> list[Voice]:
        """Read lines such as ``en-US Microsoft Zira Desktop``."""
        rows = [line.split(maxsplit=1) for line in lines]
        return [Voice(row[1], "powershell", row[1], row[0]) for row in rows if row[1:]]


def steps(rate: int) -> int:
    """Convert words a minute to the steps of Windows' voices, -10 to 10.

    A step is a factor of 1.11 from 157 words/min, as pyttsx3 has measured for the
    voice Mary.

    Examples
    --------
    >>> [steps(rate) for rate in (80, 157, 200, 450)]
    [-6, 0, 2, 10]
    """
    return max(-10, min(10, round(math.log(rate / 156.63, 1.11))))
