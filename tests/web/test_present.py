from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.content.dates import When
from kb.web import asking
from kb.web.assets import unbranded
from kb.web.present import colours
from kb.web.present.colours import BLACK, WHITE, Colour, contrast
from kb.web.present.timeline import timeline
from kb.web.present.words import day, listed, plural, unlike, years

HOUSE = Path(__file__).parents[2]
COLOURS = st.builds(Colour, *[st.integers(0, 255)] * 3)


def test_contrast_is_as_the_guidelines_define_it() -> None:
    assert contrast(Colour(0, 0, 0), WHITE) == pytest.approx(21)
    assert contrast(Colour.parse("#767676"), WHITE) == pytest.approx(4.54, abs=0.01)
    assert contrast(WHITE, WHITE) == 1


@given(COLOURS)
def test_whatever_colour_a_board_sets_its_pages_can_be_read(brand: Colour) -> None:
    css = colours.style_sheet(str(brand))
    said = {
        name: Colour.parse(value)
        for name, value in re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", css)
    }
    assert contrast(said["--kb-brand-text"], WHITE) >= 4.5
    assert contrast(said["--kb-brand-text"], said["--kb-mist"]) >= 4.5
    assert contrast(said["--kb-on-brand"], said["--kb-brand"]) >= 4.5
    assert contrast(BLACK, said["--kb-mist"]) >= 7
    assert contrast(Colour.parse("#484949"), said["--kb-mist"]) >= 4.5


def test_the_colour_of_the_starter_library_is_used_as_it_is() -> None:
    names = yaml.safe_load((HOUSE / "content" / "library.yaml").read_text("utf-8"))
    brand = Colour.parse(names["brand_colour"])
    assert colours.readable(brand, WHITE) == brand


def test_gold_can_be_seen_and_words_on_it_can_be_read() -> None:
    css = (HOUSE / "kb/web/static/app.css").read_text("utf-8")
    gold, soft, quiet = (
        Colour.parse(found[1])
        for name in ("gold", "gold-soft", "quiet")
        if (found := re.search(rf"--kb-{name}: (#[0-9a-f]{{6}});", css))
    )
    assert contrast(gold, WHITE) >= 3  # WCAG 1.4.11: a line that carries meaning
    assert contrast(quiet, soft) >= 4.5
    assert contrast(Colour.parse("#1a65a6"), soft) >= 4.5


def test_dots_stand_where_their_years_are() -> None:
    drawn = timeline([2010, 2020, 2020], [2015], width=300)
    assert drawn is not None
    assert [dot.x for dot in drawn.above] == [8, 292, 292]
    assert [dot.x for dot in drawn.below] == [150]
    assert len({(dot.x, dot.y) for dot in drawn.above}) == 3
    assert drawn.description == "3 reviews: 2010 1 and 2020 2. 1 policy update: 2015 1."


@given(
    st.lists(st.integers(1990, 2030), max_size=60),
    st.lists(st.integers(1990, 2030), max_size=60),
)
def test_no_dot_leaves_the_picture(up: list[int], down: list[int]) -> None:
    drawn = timeline(up, down)
    if drawn is None:
        assert not up + down
        return
    for dot in (*drawn.above, *drawn.below):
        assert 5 <= dot.x <= drawn.width - 5
        assert 0 <= dot.y <= drawn.height
    assert sum(row.above for row in drawn.rows) == len(up)
    assert sum(row.below for row in drawn.rows) == len(down)


def test_counts_dates_and_lists_are_said_as_people_say_them() -> None:
    assert (plural(1, "review"), plural(2, "policy"), plural(1200, "lesson")) == (
        "1 review",
        "2 policies",
        "1,200 lessons",
    )
    assert (day(date(2026, 3, 1)), day(None)) == ("1 March 2026", "")
    assert years([When(2013), None, When(2010, 5)]) == "2010 to 2013"
    assert (years([When(2013)]), years([None])) == ("2013", "")
    assert (listed([]), listed(["a"]), listed("abc")) == ("", "a", "a, b and c")


def test_names_that_differ_in_a_hyphen_are_said_once() -> None:
    given_names = ["cosleeping", "bed sharing", "Bed-sharing", "overlay"]
    assert unlike("co-sleeping", given_names) == ("bed sharing", "overlay")


@given(
    st.dictionaries(
        st.sampled_from(
            [*asking.PARAMETERS, "q", "from", "to", "sort", "exact", "page"]
        ),
        st.lists(st.text(max_size=40), max_size=3),
    )
)
def test_any_address_is_a_question_and_says_itself_again(
    arguments: dict[str, list[str]],
) -> None:
    asked = asking.read(arguments)
    again: dict[str, list[str]] = {}
    for name, value in asked.pairs:
        again.setdefault(name, []).append(value)
    assert asking.read(again).pairs == asked.pairs


def test_the_style_sheet_has_lost_its_typeface_and_its_pictures() -> None:
    css = (
        "/*! Copyright */@font-face{font-family:GDS Transport;src:url(/assets/a.woff2)}"
        ".a{font-family:GDS Transport,arial,sans-serif;color:red}"
        ".b{background-image:url(/assets/images/govuk-crest.svg)}"
        "/*# sourceMappingURL=a.css.map */"
    )
    assert unbranded(css) == (
        '.a{font-family:"Helvetica Neue",Helvetica,Arial,sans-serif;color:red}'
        ".b{background-image:none}"
    )
