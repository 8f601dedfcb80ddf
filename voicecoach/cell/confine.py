"""Inside a new process: give up all that foreign code must not have.

Each step is tried, and what this system does not give is told: nothing here assumes
Linux, and on Windows next to nothing of it exists.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from voicecoach.cell import linux

NOBODY: Final = 65534
"""The user and the group without rights, where the system names none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process may use.

    Attributes
    ----------
    processor : int
        Seconds of the processor's time.
    memory, file, folder : int
        Bytes of address space, of one file, of all files together.
    processes, files : int
        Processes and threads, and open files, at a time.
    """

    processor: int
    memory: int
    file: int
    folder: int
    processes: int
    files: int


@dataclass(frozen=True, slots=True)
class Walls:
    """What was shut off, and the one folder that may be written to.

    ``apart``: processes and network are separate ones; ``hidden``: so are the files.
    """

    folder: str
    apart: bool = False
    hidden: bool = False


def wall_off(workshop: Path, limits: Limits) -> Walls:
    """Separate what this process and its children see, where that is permitted."""
    folder = str(workshop / "work")
    if sys.platform != "linux" or not linux.separate():
        return Walls(folder)
    inside = linux.hide_files(workshop / "root", limits.folder)
    return Walls(inside or folder, apart=True, hidden=inside is not None)


def lower(limits: Limits, walls: Walls, *, judge: bool) -> list[str]:
    """Become a user without rights, with limits that cannot be raised again.

    The judge becomes another user than the code, which then cannot end it.

    Returns
    -------
    list of str
        What could not be shut off or limited, a sentence each.
    """
    if sys.platform == "win32":
        os.chdir(walls.folder)
        return [
            "Windows: only the time and the output were limited.",
            "The network was not shut off.",
            "The code could reach what you may reach.",
        ]
    # Needed once it may be too late to read it.
    import pwd  # noqa: F401
    import resource  # noqa: F401

    os.umask(0o077)
    os.chdir(walls.folder)  # while the way there may still be gone
    nobody = os.geteuid() == 0 and _become_nobody(judge)
    if sys.platform == "linux":
        linux.give_up_rights()
        linux.die_with_parent()
    return [*_resources(limits), *_open(walls, nobody)]


def _become_nobody(judge: bool) -> bool:
    """Change to the user without rights; some containers know no user but root."""
    import pwd

    try:
        known = pwd.getpwnam("nobody")
        user, group = known.pw_uid, known.pw_gid
    except KeyError:
        user = group = NOBODY
    user -= judge
    try:
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)
    except OSError:
        return False
    return True


def _resources(limits: Limits) -> Iterator[str]:
    """Set the limits of the kernel; tell which it does not have."""
    import resource

    wanted = {
        "processor time": ("RLIMIT_CPU", limits.processor, limits.processor + 1),
        "memory": ("RLIMIT_AS", limits.memory, limits.memory),
        "size of files": ("RLIMIT_FSIZE", limits.file, limits.file),
        "number of processes": ("RLIMIT_NPROC", limits.processes, limits.processes),
        "number of open files": ("RLIMIT_NOFILE", limits.files, limits.files),
        "core file": ("RLIMIT_CORE", 0, 0),
    }
    for what, (name, soft, hard) in wanted.items():
        kind = getattr(resource, name, None)
        # macOS has a limit of memory that it does not keep.
        if kind is None or (name == "RLIMIT_AS" and sys.platform == "darwin"):
            yield f"The {what} was not limited."
            continue
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        try:
            resource.setrlimit(kind, (soft, hard))
        except (OSError, ValueError):
            yield f"The {what} was not limited."


def _open(walls: Walls, nobody: bool) -> Iterator[str]:
    if not walls.apart:
        yield "The network was not shut off."
    if not walls.hidden:
        yield (
            "The code could read the files that user nobody may read."
            if nobody
            else "The code could read your files and end your other programs."
        )
