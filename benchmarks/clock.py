"""Times, and what is said of them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Times:
    """Seconds that something took, each time."""

    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Time what is done in this block."""
        start = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - start)

    def at(self, share: float) -> float:
        """Give the time that this share of them does not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    def __str__(self) -> str:
        """Say half of them, and nineteen of twenty, in milliseconds."""
        return f"{self.at(0.5) * 1000:.1f} / {self.at(0.95) * 1000:.1f}"


def memory_of(process: int) -> float:
    """Give the megabytes that a process holds in memory now."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
