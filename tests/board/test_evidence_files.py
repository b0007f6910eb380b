"""Files of evidence: what is taken, what is refused with words, and what is left."""

from __future__ import annotations

import io
import stat
import sys
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kb.board import scanning
from kb.board.evidence_files import MIB, EvidenceFiles, plain_name
from kb.board.file_kinds import TAKEN
from kb.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(40)
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(40)
CSV = "name,count\nbaby’s sleep seen,19\n".encode()


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        if mimetype:
            parts.writestr("mimetype", mimetype)
        for name in names:
            parts.writestr(name, "<x/>")
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


FIRST = "[Content_Types].xml", "_rels/.rels"
GOOD = {
    "audit.pdf": PDF,
    "seen.PNG": PNG,
    "seen.jpg": JPG,
    "seen.jpeg": JPG,
    "figures.csv": CSV,
    "note.txt": "Seen by Ann".encode("utf-8-sig"),
    "report.docx": zipped(*FIRST, "word/document.xml"),
    "slides.pptx": zipped(*FIRST, "ppt/presentation.xml"),
    "figures.xlsx": workbook(),
    "report.odt": zipped("content.xml", mimetype=TAKEN["odt"]),
    "figures.ods": zipped("content.xml", mimetype=TAKEN["ods"]),
}


@pytest.fixture
def files(tmp_path: Path) -> EvidenceFiles:
    return EvidenceFiles(tmp_path / "evidence", most_mb=1)


def refused(files: EvidenceFiles, name: str, content: bytes) -> str:
    """Send a file that is refused; give the words, once nothing is left of it."""
    before = left(files)
    with pytest.raises(InvalidInputError) as why:
        files.keep(name, io.BytesIO(content))
    assert left(files) == before
    assert set(why.value.problems) == {"file"}
    return why.value.problems["file"]


def left(files: EvidenceFiles) -> list[str]:
    return sorted(one.name for one in files.folder.iterdir() if one.is_file())


@pytest.fixture(autouse=True)
def _folder(files: EvidenceFiles) -> None:
    files.folder.mkdir(mode=0o700)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_kept_under_its_hash_and_comes_back_as_it_was(
    files: EvidenceFiles, name: str
) -> None:
    kept = files.keep(name, io.BytesIO(GOOD[name]))
    assert kept.digest == sha256(GOOD[name]).hexdigest()
    assert kept.media == TAKEN[name.rpartition(".")[2].lower()]
    assert (kept.name, kept.size) == (name, len(GOOD[name]))
    assert files.read(kept.digest) == GOOD[name]
    assert left(files) == [kept.digest]


def test_every_kind_that_is_taken_was_tried() -> None:
    assert {name.rpartition(".")[2].lower() for name in GOOD} == set(TAKEN)


def test_only_its_owner_reads_a_file_and_its_folder(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path / "new")
    kept = files.keep("a.pdf", io.BytesIO(PDF))
    assert stat.S_IMODE((files.folder / kept.digest).stat().st_mode) == 0o600
    assert stat.S_IMODE(files.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("audit.pdf", b"", "empty"),
        ("audit.pdf", PDF + bytes(MIB), "larger than 1 MB"),
        ("audit.exe", b"MZ" + bytes(300), "not taken"),
        ("audit", PDF, "not taken"),
        ("page.html", b"<script>", "not taken"),
        ("picture.svg", b"<svg/>", "not taken"),
        ("audit.pdf", b"<html><script>alert(1)</script>", "something else"),
        ("audit.pdf", PNG, "something else"),
        ("seen.png", PDF, "something else"),
        ("audit.txt", PDF + b"\x00", "something else"),
        ("report.docx", workbook(), "something else"),
        ("report.docx", zipped("a.txt"), "something else"),
        ("figures.csv", b"caf\xe9,1", "UTF-8"),
        ("report.docx", GOOD["report.docx"][:150], "broken"),
        (
            "report.docx",
            zipped(*FIRST, "word/document.xml", "word/vbaProject.bin"),
            "macros",
        ),
        (
            "report.odt",
            zipped("Basic/Standard/x.xml", mimetype=TAKEN["odt"]),
            "macros",
        ),
    ],
)
def test_a_file_that_will_not_do_is_refused_with_words_and_leaves_nothing(
    files: EvidenceFiles, name: str, content: bytes, words: str
) -> None:
    assert words in refused(files, name, content)


@pytest.mark.parametrize(
    ("status", "words"), [(1, scanning.FOUND), (2, scanning.FAILED)]
)
def test_what_the_scanner_does_not_find_clean_is_not_kept(
    files: EvidenceFiles, tmp_path: Path, status: int, words: str
) -> None:
    assert refused(scanned(files, tmp_path, status), "a.pdf", PDF) == words


def test_what_the_scanner_finds_clean_is_kept(
    files: EvidenceFiles, tmp_path: Path
) -> None:
    kept = scanned(files, tmp_path, 0).keep("a.pdf", io.BytesIO(PDF))
    assert files.read(kept.digest) == PDF


def test_a_scanner_that_cannot_be_run_lets_nothing_through(
    files: EvidenceFiles,
) -> None:
    without = EvidenceFiles(files.folder, 1, "/no/such/scanner --fast")
    assert refused(without, "a.pdf", PDF) == scanning.FAILED


def test_the_scanner_is_run_without_a_shell(
    files: EvidenceFiles, tmp_path: Path
) -> None:
    touched = tmp_path / "touched"
    command = f"{scanner(tmp_path, 0)} ; touch {touched}"
    EvidenceFiles(files.folder, 1, command).keep("a.pdf", io.BytesIO(PDF))
    assert not touched.exists()


def test_the_same_file_sent_twice_is_kept_once(files: EvidenceFiles) -> None:
    first = files.keep("a.pdf", io.BytesIO(PDF))
    again = files.keep("b.pdf", io.BytesIO(PDF))
    assert left(files) == [first.digest] == [again.digest]


def test_a_file_that_was_changed_or_lost_is_not_given_out(
    files: EvidenceFiles,
) -> None:
    kept = files.keep("a.pdf", io.BytesIO(PDF))
    (files.folder / kept.digest).write_bytes(PDF + b" more")
    with pytest.raises(OSError, match="not what was kept"):
        files.read(kept.digest)
    (files.folder / kept.digest).unlink()
    with pytest.raises(OSError, match="No such file"):
        files.read(kept.digest)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\Users\\Ann\\audit.pdf", "audit.pdf"),
        ("../../etc/audit.pdf", "audit.pdf"),
        ("au\r\nd\u202eit.pdf", "audit.pdf"),
        ("x" * 400 + ".pdf", "x" * 196 + ".pdf"),
        ("..", ""),
    ],
)
def test_the_name_of_a_file_says_nothing_of_folders_and_holds_no_tricks(
    sent: str, shown: str
) -> None:
    assert plain_name(sent) == shown


def scanner(tmp_path: Path, status: int) -> str:
    """Make a scanner that reads the file it is given and ends with a status."""
    script = tmp_path / f"scanner-{status}.py"
    lines = "import sys", "open(sys.argv[-1], 'rb').read()" * (status == 0)
    script.write_text("\n".join([*lines, f"sys.exit({status})"]), "utf-8")
    return f"{sys.executable} {script}"


def scanned(files: EvidenceFiles, tmp_path: Path, status: int) -> EvidenceFiles:
    return EvidenceFiles(files.folder, files.most_mb, scanner(tmp_path, status))
