"""Files of every kind that somebody may send as an action plan."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kb.board.plans import columns, sheets, workbooks
from kb.errors import InvalidInputError
from tests.board.plan_files import xlsx_of

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ["document", "agency", "text", "due"]


def cells(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in sheets.read(content)[0]]


def refused(content: bytes) -> str:
    with pytest.raises(InvalidInputError) as error:
        sheets.read(content)
    return error.value.problems["file"]


def test_a_workbook_becomes_texts_with_days_as_days(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    row = ["child-a", "police", " Ask\r\nagain ", date(2026, 3, 31)]
    other = [3.0, 2.5, True, datetime(2026, 3, 31, 12, 30)]  # noqa: DTZ001 - as Excel has it
    path.write_bytes(xlsx_of(HEAD, row, other))
    assert cells(path.read_bytes()) == [
        tuple(HEAD),
        ("child-a", "police", "Ask\nagain", "2026-03-31"),
        ("3", "2.5", "yes", "2026-03-31"),
    ]


def test_what_is_merged_stands_in_each_of_its_rows() -> None:
    content = xlsx_of(
        HEAD,
        ["child-a", "police", "One"],
        [None, None, "Two"],
        ["child-b", "gp", "Three"],
        merged=["A2:A3", "B2:B3"],
    )
    assert cells(content)[1:] == [
        ("child-a", "police", "One"),
        ("child-a", "police", "Two"),
        ("child-b", "gp", "Three"),
    ]


def test_a_formula_without_its_value_and_one_that_went_wrong_are_said() -> None:
    content = xlsx_of(HEAD, ["=A1", "#REF!", "Ask", None])
    (_, line) = sheets.read(content)[0]
    assert line.faults[0].startswith("holds a formula whose value is not in the file")
    assert line.faults[1].startswith("holds #REF!")
    assert set(line.faults) == {0, 1}


def test_a_formula_whose_value_is_in_the_file_counts_as_that_value() -> None:
    content = xlsx_of(HEAD, ["=A1", "police", "Ask", None])
    worked_out = _with(
        content, "xl/worksheets/sheet1.xml", b"<v></v></c>", b"<v>7</v></c>"
    )
    assert sheets.read(worked_out)[0][1].cells[0] == "7"


def test_empty_rows_are_passed_over_and_numbers_of_rows_stay() -> None:
    content = xlsx_of(HEAD, [], ["child-a"], [None, "", "  "], ["child-b"])
    assert [line.number for line in sheets.read(content)[0]] == [1, 3, 5]
    text = "a,b\n\n1,2\n,\n3,4\n"
    assert [line.number for line in sheets.read(text.encode())[0]] == [1, 3, 5]


@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_with_any_usual_delimiter_and_letters_whole(
    delimiter: str, encoding: str
) -> None:
    text = delimiter.join(("agency", "text")) + "\r\n"
    text += delimiter.join(("police", '"Zoë said ""no"",\r\n; twice"')) + "\r\n"
    assert cells(text.encode(encoding)) == [
        ("agency", "text"),
        ("police", 'Zoë said "no",\n; twice'),
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        ("agency\npölice".encode("cp1252"), "Line 2 holds letters that are not in UTF"),
        (b"\xd0\xcf\x11\xe0old", "This is an old Excel file, or one with a password."),
        (b"%PDF-1.7", "This is a PDF. Send the plan as an Excel workbook"),
        (b"\x00\x01\x02", "This is neither CSV nor an Excel workbook (.xlsx)."),
        (b"PK\x03\x04no zip", "This is not an Excel workbook that can be read."),
        (b'a,"b\n' + b"x" * 200_000, "cannot be read as CSV"),
        (b"x" * (sheets.MOST_BYTES + 1), "The file has 5.0 MB; the most is 5 MB."),
    ],
)
def test_what_is_no_table_is_said_in_words(content: bytes, said: str) -> None:
    assert said in refused(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(out.getvalue()) == workbooks.NOT_EXCEL


def test_a_workbook_that_would_fill_the_memory_is_refused_unopened() -> None:
    content = _with(xlsx_of(HEAD), "xl/media/bomb.xml", b"", b"")
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * (workbooks.MOST_UNPACKED + 1))
    assert len(out.getvalue()) < 200_000
    assert "too large when it is unpacked" in refused(out.getvalue())


def test_a_workbook_with_entities_is_refused() -> None:
    content = _with(
        xlsx_of(HEAD), "xl/workbook.xml", b"<workbook", b"<!DOCTYPE x><workbook"
    )
    assert refused(content) == workbooks.NOT_EXCEL


def test_a_workbook_cut_short_inside_is_refused() -> None:
    content = _with(xlsx_of(HEAD), "xl/worksheets/sheet1.xml", b"</row>", b"<row")
    assert refused(content) == workbooks.NOT_EXCEL


def test_merging_without_end_is_refused() -> None:
    content = _with(
        xlsx_of(HEAD, ["child-a"], merged=["A2:A3"]),
        "xl/worksheets/sheet1.xml",
        b"A2:A3",
        b"A2:A1048576",
    )
    assert "too many merged cells" in refused(content)


def test_more_rows_than_there_may_be_are_refused() -> None:
    row = "child-a,police,Ask,2026-03-31\n"
    assert len(cells((row * sheets.MOST_ROWS).encode())) == sheets.MOST_ROWS
    assert refused((row * (sheets.MOST_ROWS + 500)).encode()) == sheets.TOO_MANY


def test_rows_of_a_sheet_that_says_a_wrong_size_of_itself_are_read() -> None:
    content = _with(
        xlsx_of(HEAD, ["child-a"]),
        "xl/worksheets/sheet1.xml",
        b'<dimension ref="A1:D2"',
        b'<dimension ref="A1:A1"',
    )
    assert cells(content) == [tuple(HEAD), ("child-a",)]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Lead agency", "agency"),
        ("TARGET  DATE:", "due"),
        ("By when?", "due"),
        ("Action required", "text"),
        ("What the agency will do", "text"),
        ("Person responsible", "owner"),
        ("Rec. No.", "recommendation"),
        ("#", "number"),
        ("Policy update produced", "policy"),
        ("Status", "delivery"),
    ],
)
def test_headings_are_known_by_their_usual_names(heading: str, name: str) -> None:
    content = f"Case,{heading}\n".encode()
    found = columns.heads(sheets.read(content)[0])
    assert found is not None
    assert found.typed == {"document": "Case", name: heading}


def test_headings_are_found_below_a_title_and_the_rest_is_named() -> None:
    text = "Action plan of Child A\n\n,,\nReview,Agency,Colour,Lead agency\nx,y,z,w\n"
    found = columns.heads(sheets.read(text.encode())[0])
    assert found is not None
    assert found.row == 4
    assert found.typed == {"document": "Review", "agency": "Agency"}
    assert found.passed == ("Colour", "Lead agency")


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("document,text", "No column says which agency is asked."),
        ("agency,text", "No column says which review or lesson asks."),
        ("agency,lesson", ""),
    ],
)
def test_a_plan_needs_to_say_who_asks_and_who_is_asked(heading: str, said: str) -> None:
    found = columns.heads(sheets.read(heading.encode())[0])
    assert found is not None
    assert columns.missing(found).startswith(said)
    assert bool(columns.missing(found)) == bool(said)


def _with(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """Change a part of a workbook, or add one."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts: dict[str, Any] = {one: old.read(one) for one in old.namelist()}
        changed = parts.get(name, b"").replace(before, after) if before else after
        assert not before or changed != parts[name], f"{before!r} is not in {name}"
        for part, text in {**parts, name: changed}.items():
            new.writestr(part, text)
    return out.getvalue()
