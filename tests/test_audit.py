"""The audit of pinned packages never says that all is well when it asked nobody.

pip-audit runs for real; a small server on this machine answers as OSV does.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from checks.audit import PINS, PROBE, Outcome, Verdict, audit, judge, pins

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TWO = {"flask": "3.1.0", "zope-interface": "7.0"}
HOLES = [{"id": "PYSEC-1", "fix_versions": ["4.0"]}]


@contextmanager
def service(known: set[str], status: int = 200) -> Iterator[str]:
    """Answer on this machine as OSV does: some packages have a hole."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = asked["package"]["name"]
            told = {"vulns": [hole(name)]} if name in known else {}
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def hole(name: str) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9.9"}]}]
    package = {"name": name, "ecosystem": "PyPI"}
    return {"id": "PYSEC-7", "affected": [{"package": package, "ranges": ranges}]}


def asked(folder: Path, address: str) -> Verdict:
    file = folder / "pins.txt"
    file.write_text("# two\nFlask==3.1.0\nzope.interface==7.0  # why\n")
    return audit(file, ("--vulnerability-service", "osv", "--osv-url", address))


def test_every_pin_looked_up_and_none_with_a_hole_is_fine(tmp_path: Path) -> None:
    with service({PROBE}) as address:
        verdict = asked(tmp_path, address)
    assert verdict == Verdict(Outcome.FINE, "Audited 2 pinned packages: no known hole.")


def test_a_hole_fails_and_says_what_mends_it(tmp_path: Path) -> None:
    with service({PROBE, "zope-interface"}) as address:
        verdict = asked(tmp_path, address)
    assert verdict.outcome is Outcome.FAILED
    assert "zope-interface 7.0: PYSEC-7 (mended in 9.9)" in verdict.words
    assert "django" not in verdict.words


@pytest.mark.parametrize(
    ("known", "status"), [(set(), 200), ({PROBE}, 404), ({PROBE}, 503)]
)
def test_a_service_that_knows_nothing_means_that_it_was_not_done(
    tmp_path: Path, known: set[str], status: int
) -> None:
    with service(known, status) as address:
        verdict = asked(tmp_path, address)
    assert verdict.outcome is Outcome.NOT_DONE
    assert verdict.words.startswith("AUDIT NOT DONE: ")


def test_a_service_that_is_not_there_means_that_it_was_not_done(
    tmp_path: Path,
) -> None:
    with service(set()) as address:
        pass
    verdict = asked(tmp_path, address)
    assert verdict.outcome is Outcome.NOT_DONE
    assert "could not be reached" in verdict.words


def test_an_audit_that_breaks_for_another_reason_has_failed(tmp_path: Path) -> None:
    file = tmp_path / "pins.txt"
    file.write_text("flask==3.1.0\n")
    verdict = audit(file, ("--no-such-option",))
    assert verdict.outcome is Outcome.FAILED
    assert "--no-such-option" in verdict.words


def test_a_pin_that_was_passed_over_fails() -> None:
    report = [known("flask", "3.1.0"), passed_over("zope.interface"), probe()]
    verdict = judge(TWO, json.dumps({"dependencies": report}), "")
    assert verdict.outcome is Outcome.FAILED
    assert "zope-interface was not looked up" in verdict.words


def test_another_version_than_the_pinned_one_fails() -> None:
    report = [known("Flask", "3.0.9"), known("zope.interface", "7.0"), probe()]
    verdict = judge(TWO, json.dumps({"dependencies": report}), "")
    assert verdict.outcome is Outcome.FAILED
    assert "flask was not looked up" in verdict.words


def test_packages_that_the_service_does_not_know_are_no_audit() -> None:
    report = [passed_over(name) for name in (*TWO, PROBE)]
    verdict = judge(TWO, json.dumps({"dependencies": report}), "")
    assert verdict.outcome is Outcome.NOT_DONE


def test_no_pins_is_no_audit(tmp_path: Path) -> None:
    file = tmp_path / "pins.txt"
    file.write_text("# none\n")
    assert audit(file).outcome is Outcome.FAILED


@pytest.mark.parametrize("line", ["flask", "flask>=3", "flask==3.*", "flask>=3,<4"])
def test_a_line_that_names_no_version_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"flask|Invalid version"):
        pins(line)


def test_everything_that_is_installed_here_is_audited() -> None:
    found = pins(PINS.read_text("utf-8"))
    assert len(found) > 100
    assert PROBE not in found
    assert {"flask", "authlib", "pip-audit"} <= set(found)


def known(name: str, version: str) -> dict[str, Any]:
    return {"name": name, "version": version, "vulns": []}


def probe() -> dict[str, Any]:
    return {"name": PROBE, "version": "3.0", "vulns": HOLES}


def passed_over(name: str) -> dict[str, Any]:
    return {"name": name, "skip_reason": "Dependency not found"}
