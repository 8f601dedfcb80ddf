"""What Linux alone has: name spaces, and rights to give up; called through C.

Each is tried; where the kernel or a container forbids it, the caller hears so.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

NEW_FILES: Final = 0x0002_0000
NEW_NAMES: Final = 0x0400_0000
NEW_MESSAGES: Final = 0x0800_0000
NEW_USERS: Final = 0x1000_0000
NEW_PROCESSES: Final = 0x2000_0000
NEW_NETWORK: Final = 0x4000_0000
"""Flags of unshare(2)."""

READ_ONLY, NO_SETUID, NO_DEVICES = 1, 2, 4
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18
"""Flags of mount(2)."""

KEPT_FLAGS: Final = {1: 1, 2: 2, 4: 4, 8: 8, 1024: 1024, 2048: 2048, 4096: 1 << 21}
"""Flags that statvfs(3) tells and that mount(2) wants again."""

DEATH_SIGNAL, DUMPABLE, NO_NEW_RIGHTS = 1, 4, 38
"""Options of prctl(2)."""

CAPABILITIES: Final = 0x2008_0522
"""The version of capset(2)'s structures."""

SYSTEM: Final = (
    "/usr",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
    "/nix/store",
    "/etc/alternatives",
    "/etc/ld.so.cache",
)
"""What an interpreter and its libraries need of the system."""

WORK: Final = "cell"
"""The folder that may be written to; a name that no path to a Python begins with."""

DEVICES: Final = ("/dev/null", "/dev/zero", "/dev/urandom")

MOST_FILES: Final = 4096
"""Files and folders that may be made inside."""


def separate() -> bool:
    """Enter name spaces of our own: files, processes, network, messages.

    Processes started from now on see no others and no network; without root this
    needs a name space of users first, which some systems forbid.
    """
    user, group = os.geteuid(), os.getegid()
    flags = NEW_FILES | NEW_NAMES | NEW_MESSAGES | NEW_PROCESSES | NEW_NETWORK
    try:
        _call("unshare", flags if user == 0 else flags | NEW_USERS)
    except OSError:
        return False
    if user != 0:
        own = Path("/proc/self")
        with suppress(OSError):
            (own / "setgroups").write_text("deny", encoding="ascii")
            (own / "gid_map").write_text(f"{group} {group} 1", encoding="ascii")
            (own / "uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    return True


def hide_files(root: Path, size: int) -> str | None:
    """Make a root of our own: Python and its libraries to read, a folder to write.

    Parameters
    ----------
    root : Path
        An empty folder, which becomes the root.
    size : int
        Bytes that may be written, in all files together.

    Returns
    -------
    str or None
        The folder to write to; None where the system forbids it.
    """
    try:
        _mount(None, "/", None, RECURSIVE | PRIVATE)
        options = f"size={size},nr_inodes={MOST_FILES},mode=0755"
        _mount("tmpfs", str(root), "tmpfs", NO_SETUID | NO_DEVICES, options)
        for place in _needed():
            _show(place, root)
        for device in DEVICES:
            _show_device(device, root)
        work = root / WORK
        work.mkdir()
        work.chmod(0o1777)
        os.chroot(root)
        os.chdir("/")
    except OSError:
        return None
    return f"/{WORK}"


def _needed() -> Iterator[str]:
    """Yield what must be seen inside, each once, a folder before what is in it."""
    prefixes = (sys.base_prefix, sys.base_exec_prefix, sys.prefix, sys.exec_prefix)
    shown: list[str] = []
    for place in sorted({*SYSTEM, *map(os.path.abspath, prefixes)}):
        inside = any(place.startswith(f"{other}/") for other in shown)
        if not inside and Path(place).exists():
            shown.append(place)
            yield place


def _show(place: str, root: Path) -> None:
    """Let a folder or file be seen inside, to read only."""
    source, target = Path(place), root / place.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    if source.is_dir():
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    _mount(place, str(target), None, BIND | RECURSIVE)
    known = os.statvfs(target).f_flag
    kept = sum(wanted for told, wanted in KEPT_FLAGS.items() if known & told)
    flags = REMOUNT | BIND | READ_ONLY | NO_SETUID
    _mount(None, str(target), None, flags | kept)


def _show_device(device: str, root: Path) -> None:
    target = root / device.lstrip("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch()
    _mount(device, str(target), None, BIND)


def give_up_rights() -> None:
    """Keep no capability, gain none by any program, and be looked into by nobody."""
    header = (ctypes.c_uint32 * 2)(CAPABILITIES, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _call("capset", header, nothing)
    _call("prctl", NO_NEW_RIGHTS, 1, 0, 0, 0)
    _call("prctl", DUMPABLE, 0, 0, 0, 0)


def die_with_parent() -> None:
    """Have the kernel end this process when the one that started it ends."""
    with suppress(OSError):
        _call("prctl", DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0)


def _mount(
    source: str | None,
    target: str,
    kind: str | None,
    flags: int,
    options: str | None = None,
) -> None:
    texts = [
        None if text is None else os.fsencode(text)
        for text in (source, target, kind, options)
    ]
    _call("mount", texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3])


def _call(name: str, *arguments: object) -> None:
    """Call a function of the C library.

    Raises
    ------
    OSError
        It failed, or this library does not have it.
    """
    library = ctypes.CDLL(None, use_errno=True)
    function = getattr(library, name, None)
    if function is None:
        raise OSError(f"no {name} in this C library")
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
