"""Making the machine fail, in a process of its own: a full disk, a folder locked up."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import FileIO

NOBODY = 65534
PAGE = 4096
#: Of Linux: <sched.h> and <sys/mount.h>.
NEW_MOUNTS, NEW_USER, PRIVATE = 0x00020000, 0x10000000, 1 << 18 | 1 << 14
LIBC = ctypes.CDLL(None, use_errno=True)


def in_a_process(act: Callable[[], None]) -> None:
    """Run something in a copy of this process; fail when it does."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0, "see what the process wrote"
        return
    try:
        act()
    except BaseException:  # noqa: BLE001 - told by the exit code
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def disk_holds(most: int) -> None:
    """Let no file of this process become larger than some bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))


class SmallDisk:
    """A disk of a few megabytes of this process only, which can be filled and freed.

    Where none may be mounted, files that may not grow stand for it.
    """

    def __init__(self, folder: Path) -> None:
        self.ballast = folder / "ballast"
        self.is_mounted = _own_mounts() and _mounted(folder)

    def fill(self) -> None:
        """Leave no room for another byte."""
        if not self.is_mounted:
            disk_holds(1)
            return
        with self.ballast.open("wb", buffering=0) as file:
            for size in (PAGE * 16, PAGE):
                with pytest.raises(OSError, match="No space left"):
                    _write_on(file, size)

    def free(self) -> None:
        """Make room again."""
        if not self.is_mounted:
            disk_holds(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
            return
        self.ballast.unlink()


def _write_on(file: FileIO, size: int) -> NoReturn:
    while True:
        file.write(bytes(size))


def _own_mounts() -> bool:
    """Leave the others' list of mounts; as nobody special, by a user of our own."""
    user, group = os.geteuid(), os.getegid()
    if LIBC.unshare(NEW_MOUNTS) == 0:
        return True
    if LIBC.unshare(NEW_MOUNTS | NEW_USER) != 0:
        return False
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"0 {user} 1"),
        ("gid_map", f"0 {group} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(line)
    return True


def _mounted(folder: Path) -> bool:
    if LIBC.mount(b"none", b"/", None, PRIVATE, None) != 0:
        return False
    where = os.fsencode(folder)
    return bool(LIBC.mount(b"tmpfs", where, b"tmpfs", 0, b"size=8m") == 0)


def lock_up(folder: Path, home: Path) -> None:
    """Let this process only read a folder, and write everything else of a home."""
    if os.geteuid() == 0:
        for path in [home, *home.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
        for parent in home.parents:
            parent.chmod(parent.stat().st_mode | 0o011)
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
