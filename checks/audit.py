"""Ask whether any pinned package has a known hole: `python -m checks.audit`.

pip-audit passes over a package that its service does not know, and so is content
where something else stands in for the service and knows none. Here each pin counts,
and a package that is known for its holes is asked about too: the answer is "fine" only
when every pin was looked up by a service that found those holes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PINS = Path(__file__).parents[1] / "constraints.txt"
#: Whoever knows of no hole in this knows of none.
PROBE, PROBE_VERSION = "django", "3.0"
#: What pip-audit says, in whichever way it fails, when its service does not answer.
SILENCE = (
    "ConnectionError", "ConnectTimeout", "Could not connect", "HTTPError",
    "ReadTimeout", "ServiceError", "RetryError", "ProxyError", "SSLError",
)  # fmt: skip


class Outcome(IntEnum):
    """What came of it; the number is what the program exits with."""

    FINE = 0
    FAILED = 1
    NOT_DONE = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it, in words."""

    outcome: Outcome
    words: str


def pins(text: str) -> dict[str, str]:
    """Read `name==version` on each line; anything else is refused."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if pin := line.partition("#")[0].strip():
            one = Requirement(pin)
            exact = str(one.specifier).removeprefix("==")
            if exact != str(Version(exact)):
                raise ValueError(pin)
            found[canonicalize_name(one.name)] = exact
    return found


def judge(wanted: Mapping[str, str], report: str, complaint: str) -> Verdict:
    """Weigh what pip-audit wrote against the pins that it was given."""
    if not report.strip():
        last = (complaint.strip().splitlines() or ["it said nothing"])[-1]
        if any(sign in complaint for sign in SILENCE):
            return _not_done(f"its service could not be reached: {last}")
        return Verdict(Outcome.FAILED, f"AUDIT FAILED: pip-audit broke: {last}")
    seen = _looked_up(report)
    missed = [pin for pin in wanted if pin not in seen or seen[pin][0] != wanted[pin]]
    holes = [
        f"{pin} {seen[pin][0]}: {seen[pin][1]}" for pin in wanted if _has(seen, pin)
    ]
    if not holes and not _has(seen, PROBE):
        return _not_done(f"its service knows no hole even in {PROBE} {PROBE_VERSION}")
    if missed or holes:
        lines = [*holes, *(f"{pin} was not looked up" for pin in missed)]
        return Verdict(Outcome.FAILED, "\n  ".join(["AUDIT FAILED:", *lines]))
    return Verdict(
        Outcome.FINE, f"Audited {len(wanted)} pinned packages: no known hole."
    )


def audit(file: Path, options: Sequence[str] = ()) -> Verdict:
    """Have pip-audit look up every pin of a file."""
    wanted = pins(file.read_text("utf-8"))
    if not wanted:
        return Verdict(Outcome.FAILED, f"AUDIT FAILED: {file.name} holds no pin.")
    with NamedTemporaryFile("w", suffix=".txt") as probe:
        probe.write(f"{PROBE}=={PROBE_VERSION}\n")
        probe.flush()
        command = [
            *(sys.executable, "-m", "pip_audit", "-r", str(file), "-r", probe.name),
            *("--no-deps", "--disable-pip", "--format", "json"),
            *("--progress-spinner", "off", *options),
        ]
        done = subprocess.run(  # noqa: S603 - our own words, and those of who runs it
            command, capture_output=True, text=True, check=False
        )
    return judge(wanted, done.stdout, done.stderr)


def _not_done(reason: str) -> Verdict:
    return Verdict(
        Outcome.NOT_DONE,
        f"AUDIT NOT DONE: {reason}.\n"
        "  Nothing is known about holes in the pinned packages. Run `make audit`\n"
        "  on a network, or ask another service: ARGS='--vulnerability-service osv'.",
    )


def _looked_up(report: str) -> dict[str, tuple[str, str]]:
    """Read the version of each package that was looked up, and its holes in words."""
    return {
        canonicalize_name(one["name"]): (
            one["version"],
            "; ".join(map(_hole, one["vulns"])),
        )
        for one in json.loads(report)["dependencies"]
        if "version" in one
    }


def _has(seen: Mapping[str, tuple[str, str]], pin: str) -> bool:
    return bool(pin in seen and seen[pin][1])


def _hole(one: Mapping[str, Any]) -> str:
    mended = ", ".join(one["fix_versions"]) or "no version yet"
    return f"{one['id']} (mended in {mended})"


def main() -> int:
    """Audit what is pinned, and say what came of it."""
    verdict = audit(PINS, sys.argv[1:])
    out = sys.stdout if verdict.outcome is Outcome.FINE else sys.stderr
    print(verdict.words, file=out)
    return verdict.outcome


if __name__ == "__main__":
    sys.exit(main())
