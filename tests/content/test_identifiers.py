"""What could identify a person is found, and what could not is left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.identifiers import identifiers, is_nhs_number

LIFE = "an exact date of birth or death"


@pytest.mark.parametrize(
    ("text", "what", "found"),
    [
        ("NHS number 943 476 5919.", "an NHS number", "943 476 5919"),
        ("no. 9434765919", "an NHS number", "9434765919"),
        ("943-476-5919", "an NHS number", "943-476-5919"),
        ("lives at LS1 4AP", "a postcode", "LS1 4AP"),
        ("in sw1a 1aa, near", "a postcode", "sw1a 1aa"),
        ("M11AE", "a postcode", "M11AE"),
        ("write to j.smith@example.org.", "an e-mail address", "j.smith@example.org"),
        ("ring 0113 496 0000", "a phone number", "0113 496 0000"),
        ("07700 900123", "a phone number", "07700 900123"),
        ("+44 7700 900123", "a phone number", "+44 7700 900123"),
        ("(0113) 4960000", "a phone number", "(0113) 4960000"),
        ("AB123456C", "a National Insurance number", "AB123456C"),
        ("at 12 Acacia Avenue", "a street address", "12 Acacia Avenue"),
        ("born on 3 May 2011", LIFE, "3 May 2011"),
        ("died on the 3rd of May", LIFE, "3rd of May"),
        ("On May 3rd, 2011 she died", LIFE, "May 3rd, 2011"),
        ("d.o.b. 14/03/1981", LIFE, "14/03/1981"),
        ("Date of birth: 2011-05-03", LIFE, "2011-05-03"),
        ("was found dead on 3.5.11", LIFE, "3.5.11"),
        ("his fourth birthday, 12 June", LIFE, "12 June"),
    ],
)
def test_what_could_identify_a_person_is_found(
    text: str, what: str, found: str
) -> None:
    assert [(one.what, one.text) for one in identifiers(text)] == [(what, found)]


@pytest.mark.parametrize(
    "text",
    [
        "NHS number 943 476 5918",
        "1234567890123",
        "The baby died in February 2000, in 2019 and in the May after.",
        "The report was published on 3 May 2011.",
        "The review of the death of a baby was published on 3 May 2011.",
        "He died. The board met on 3 May 2011.",
        "Guidance came into force on 1 April 2015; two children had died.",
        "https://example.org/2011/05/03/died-3-May-2011?q=LS1%204AP",
        "See [line 74](annual-report-2012-13.md#L74).",
        "Ages 10 to 17 in 2011-2014, 53 reviews, 0.5 per cent",
        "AB1 and AB2, Child LB, Family U, SI 2018/789",
        "E1 2nd edition",
        "Call 999 or 116 123",
    ],
)
def test_what_could_not_is_left_alone(text: str) -> None:
    assert list(identifiers(text)) == []


def nhs_number(nine: int) -> str:
    """Make a number that passes the check, or "" when there is none."""
    digits = f"{nine:09}"
    check = (
        11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=True)) % 11
    )
    return "" if check == 10 else digits + str(check % 11)


@given(st.integers(0, 999_999_999), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_no_nhs_number(nine: int, place: int, by: int) -> None:
    number = nhs_number(nine)
    if number:
        wrong = (int(number[place]) + by) % 10
        assert is_nhs_number(number)
        assert not is_nhs_number(f"{number[:place]}{wrong}{number[place + 1 :]}")


@pytest.mark.parametrize(
    "text",
    ["0" * 100_000, "a." * 50_000, "a@" * 50_000, "LS1 " * 30_000, "1/" * 50_000],
)
def test_no_text_takes_long(text: str) -> None:
    began = time.perf_counter()
    list(identifiers(text))
    assert time.perf_counter() - began < 2


def test_where_it_stands_is_said() -> None:
    (found,) = identifiers("https://example.org/x and then LS1 4AP")
    assert found.start == len("https://example.org/x and then ")
