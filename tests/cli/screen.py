"""A program in a terminal of its own, as a person sits before it."""

import re
import signal
import sys
import time

import pexpect

from tests.cli.running import environment

PATIENCE = 300
"""Seconds to wait for what has to come, however busy the machine is."""

CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Screen:
    """A running program: keys go in, what is shown is remembered.

    ``shown`` is all of it, control codes too.
    """

    def __init__(self, command, folder, *, size=(30, 88), **more):
        self.shown = ""
        self._program = pexpect.spawn(
            sys.executable,
            [*map(str, command)],
            cwd=str(folder),
            env=environment(TERM="xterm-256color", **more),
            dimensions=size,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        self._program.logfile_read = self

    @property
    def pid(self):
        return self._program.pid

    def write(self, text):
        self.shown += text

    def flush(self):
        pass

    def until(self, text, timeout=PATIENCE):
        """Wait until the program shows something; give the moment."""
        self._program.expect_exact(text, timeout=timeout)
        return time.monotonic()

    def look(self, until):
        """Take in what is shown as long as a condition does not hold."""
        while not until():
            self._program.expect([pexpect.TIMEOUT], timeout=0.05, searchwindowsize=1)

    def press(self, keys):
        self._program.send(keys)
        return time.monotonic()

    def interrupt(self):
        self._program.sendintr()

    def kill(self, number):
        self._program.kill(number)

    def end(self):
        """Wait for the end; give the exit code, or minus the signal."""
        self._program.expect(pexpect.EOF)
        self._program.close()
        code = self._program.exitstatus
        return -self._program.signalstatus if code is None else code

    def close(self):
        if self._program.isalive():
            self._program.kill(signal.SIGKILL)
            self._program.wait()
        self._program.close()


def resolved(shown):
    """Lay out what was shown as lines: without colours, the last of each line.

    Of a line that was taken away again, what it showed last is given.
    """
    return [
        _line(line) for line in CONTROL.sub("", shown).replace("\r\n", "\n").split("\n")
    ]


def _line(shown):
    """Write the parts of a line over each other."""
    line, last = "", ""
    for part in shown.split("\r"):
        line = (part + line[len(part) :]).rstrip()
        last = line or last
    return line or last
