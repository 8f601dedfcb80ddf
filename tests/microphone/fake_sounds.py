"""A sounddevice that tests can break: it stands in for the library in sys.modules."""

import threading
from types import ModuleType, SimpleNamespace

import numpy as np


def device(index, name, *, inputs=1, rate=48_000.0, host=0):
    return {
        "index": index,
        "name": name,
        "hostapi": host,
        "max_input_channels": inputs,
        "default_samplerate": rate,
    }


class Sounds(ModuleType):
    """Gives the blocks it was told to, at once, and then what ``after`` says.

    ``takes`` tells which (rate, channels) a device takes, ``busy`` is what opening one
    fails with, ``after`` is "silence" (no more blocks, as from one that was pulled).
    """

    PortAudioError = type("PortAudioError", (Exception,), {})

    def __init__(
        self, devices=None, blocks=(), *, usual=0, takes=None, busy=None, broken=None
    ):
        super().__init__("sounddevice")
        self.devices = [device(0, "Built-in")] if devices is None else devices
        self.blocks = blocks
        self.default = SimpleNamespace(device=[usual, usual])
        self.takes = takes or (lambda rate, channels: True)
        self.busy, self.broken = busy, broken
        self.opened = None

    def query_devices(self):
        if self.broken:
            raise self.PortAudioError(self.broken)
        return self.devices

    def check_input_settings(self, device, channels, dtype, samplerate):
        assert dtype == "int16"
        if not self.takes(samplerate, channels):
            raise self.PortAudioError("Invalid sample rate")

    def InputStream(self, **options):  # noqa: N802
        if self.busy:
            raise self.PortAudioError(self.busy)
        self.opened = options
        return _Stream(options, self.blocks)


class _Stream:
    def __init__(self, options, blocks):
        self._options, self._blocks = options, blocks
        self._thread = threading.Thread(target=self._give, daemon=True)

    def _give(self):
        for block in self._blocks:
            overflow = isinstance(block, tuple)
            mono = np.asarray(block[0] if overflow else block, np.int16)
            other = np.full((len(mono), self._options["channels"] - 1), 99, np.int16)
            whole = np.column_stack([mono, other])
            status = SimpleNamespace(input_overflow=overflow)
            self._options["callback"](whole, len(mono), None, status)

    def start(self):
        self._thread.start()

    def stop(self, ignore_errors):
        self._thread.join()

    def close(self, ignore_errors):
        pass
