"""Making the machine fail, in a process of its own: a full disk, a folder locked up."""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOBODY = 65534


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
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


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
