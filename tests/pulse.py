"""A sound card without hardware: a private PulseAudio server with one silent card.

What is played into the card is what its microphone hears. PortAudio finds it as the
default device of ALSA, by the same path as any card of a Linux desktop. Libraries read
the environment when they are loaded, so code that opens a device has to run in a child
process with ``SoundCard.environment``.
"""

import os
import shutil
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np

PROGRAMS = ("pulseaudio", "pactl", "paplay", "parec")
ALSA = Path("/usr/share/alsa/alsa.conf")
RATE = 48_000  # Hz, of the card and of what is recorded from it
PATIENCE = 20  # s; longest time the server may take to start

ALSA_CONFIGURATION = f"""
<{ALSA}>
pcm.!default {{ type pulse }}
ctl.!default {{ type pulse }}
"""

CLIENT_CONFIGURATION = """
autospawn = no
enable-shm = no
"""


def missing():
    """Name what this computer lacks for a card, or None."""
    lacking = [program for program in PROGRAMS if shutil.which(program) is None]
    if not ALSA.is_file():
        lacking.append(str(ALSA))
    if not any(Path("/usr/lib").glob("**/alsa-lib/libasound_module_pcm_pulse.so")):
        lacking.append("the pulse plugin of ALSA")
    return f"needs {', '.join(lacking)}" if lacking else None


class SoundCard:
    """The card: plugged in at first, and whenever ``plug_in`` was called since."""

    def __init__(self):
        # A socket's path may have 107 bytes, so it lies in the shortest place there is.
        self._folder = Path(tempfile.mkdtemp(prefix="vc-card-"))
        (self._folder / "run").mkdir(mode=0o700)
        self._write("asound.conf", ALSA_CONFIGURATION)
        self._write("client.conf", CLIENT_CONFIGURATION)
        socket = self._folder / "run" / "native"
        self.environment = os.environ | {
            "ALSA_CONFIG_PATH": str(self._folder / "asound.conf"),
            "PULSE_CLIENTCONFIG": str(self._folder / "client.conf"),
            "PULSE_COOKIE": str(self._folder / "cookie"),
            "PULSE_RUNTIME_PATH": str(self._folder / "run"),
            "PULSE_STATE_PATH": str(self._folder / "run"),
            "PULSE_SERVER": f"unix:{socket}",
            "XDG_RUNTIME_DIR": str(self._folder / "run"),
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        }
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                *("-n", "--exit-idle-time=-1", "--daemonize=no", "--use-pid-file=no"),
                *("--disable-shm=yes", "--realtime=no", "--high-priority=no"),
                *(
                    "-L",
                    f"module-native-protocol-unix socket={socket} auth-anonymous=1",
                ),
            ],
            env={k: v for k, v in self.environment.items() if k != "PULSE_SERVER"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._module = None
        self._wait()
        self.plug_in()

    def _write(self, name, text):
        (self._folder / name).write_text(text, encoding="utf-8")

    def _wait(self):
        limit = time.monotonic() + PATIENCE
        while subprocess.run(
            ["pactl", "info"], env=self.environment, capture_output=True, check=False
        ).returncode:
            if self._server.poll() is not None or time.monotonic() > limit:
                self.close()
                raise RuntimeError("pulseaudio did not start")
            time.sleep(0.05)

    def _control(self, *words):
        done = subprocess.run(
            ["pactl", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def plug_in(self):
        """Put the card in, unless it is."""
        if self._module is None:
            self._module = self._control(
                "load-module",
                "module-null-sink",
                "sink_name=card",
                f"rate={RATE}",
                "channels=2",
            )
            self._control("set-default-sink", "card")
            self._control("set-default-source", "card.monitor")

    def remove_source(self):
        """Pull the card, as one pulls a headset: its loudspeaker goes too."""
        if self._module is not None:
            self._control("unload-module", self._module)
            self._module = None

    def play(self, path, *, wait=True):
        """Play a sound file to the microphone; give the process that does it."""
        player = subprocess.Popen(["paplay", str(path)], env=self.environment)
        if wait:
            assert player.wait() == 0
        return player

    def record(self, seconds):
        """Listen for so many seconds; mono int16 at ``RATE``."""
        with self.listening() as heard:
            while len(heard.samples) < seconds * RATE:
                time.sleep(0.01)
        return heard.samples[: round(seconds * RATE)]

    @contextmanager
    def listening(self):
        """Listen while the body runs: a ``Heard`` that grows."""
        process = subprocess.Popen(
            [
                *("parec", "--device=card.monitor", "--raw", "--format=s16le"),
                *(f"--rate={RATE}", "--channels=1", "--latency-msec=10"),
            ],
            env=self.environment,
            stdout=subprocess.PIPE,
        )
        heard = Heard(process.stdout)
        try:
            heard.began()
            yield heard
        finally:
            process.terminate()
            process.wait()
            heard.join()
            process.stdout.close()

    def close(self):
        """End the server, by its process."""
        self._server.terminate()
        try:
            self._server.wait(10)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


class Heard:
    """What comes out of the card, and when."""

    def __init__(self, pipe):
        self._pipe = pipe
        self._blocks = []
        self._arrived = []  # (samples so far, time.monotonic())
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        count, rest = 0, b""
        while block := self._pipe.read1(1 << 16):
            rest += block
            even = len(rest) // 2 * 2
            self._blocks.append(np.frombuffer(rest[:even], "<i2"))
            rest = rest[even:]
            count += even // 2
            self._arrived.append((count, time.monotonic()))

    def began(self):
        """Wait for the first block."""
        limit = time.monotonic() + PATIENCE
        while not self._arrived:
            if time.monotonic() > limit or not self._thread.is_alive():
                raise RuntimeError("nothing to hear: is the card plugged in?")
            time.sleep(0.005)

    def join(self):
        self._thread.join(5)

    @property
    def samples(self):
        """All that was heard, mono int16 at ``RATE``."""
        return np.concatenate(self._blocks or [np.zeros(0, np.int16)])

    def when(self, index):
        """Say when a sample sounded, in the seconds of ``time.monotonic``.

        Blocks arrive late and never early, so the earliest reading is the right one.
        """
        start = min(moment - count / RATE for count, moment in self._arrived)
        return start + index / RATE
