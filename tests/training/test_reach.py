from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import event

from kb.training import reach
from tests.training.trained import LESSON, OTHER, TODAY, Trained, opened

if TYPE_CHECKING:
    from pathlib import Path

POLICE, HEALTH = ("police", ""), ("health-visiting", "")


def trained(root: Path) -> Trained:
    return Trained(opened(root))


def test_a_run_on_two_lessons_of_a_theme_counts_once(tmp_path: Path) -> None:
    made = trained(tmp_path)
    made.run("both", TODAY, LESSON, OTHER, staff={POLICE: 7})
    made.run("one", TODAY - timedelta(days=3), LESSON, staff={POLICE: 2, HEALTH: 4})
    runs = reach.counted(made.session)
    found = reach.of(runs, [LESSON, OTHER])
    assert (len(found.runs), found.total, found.last) == (2, 13, TODAY)
    assert dict(found.staff) == {"police": 9, "health-visiting": 4}


def test_roles_of_an_agency_add_up(tmp_path: Path) -> None:
    made = trained(tmp_path)
    made.run("a", TODAY, LESSON, staff={POLICE: 3, ("police", "managers"): 2})
    assert dict(reach.of(reach.counted(made.session), [LESSON]).staff) == {"police": 5}


def test_a_run_that_was_struck_out_counts_nowhere(tmp_path: Path) -> None:
    made = trained(tmp_path)
    made.run("a", TODAY, LESSON, staff={POLICE: 3}, struck="2026-05-02T09:00:00+00:00")
    assert reach.counted(made.session) == ()


def test_a_run_that_is_planned_has_reached_nobody_yet(tmp_path: Path) -> None:
    made = trained(tmp_path)
    made.run("soon", TODAY + timedelta(days=1), LESSON, staff={POLICE: 3})
    runs = reach.counted(made.session)
    assert reach.standing(runs, TODAY, frozenset({LESSON})) == ()


def test_a_run_on_hidden_documents_alone_is_none_for_who_may_not_read_them(
    tmp_path: Path,
) -> None:
    made = trained(tmp_path)
    made.run("hidden", TODAY, "lessons/hush", staff={POLICE: 3})
    made.run("mixed", TODAY, "lessons/hush", LESSON, staff={POLICE: 4})
    made.run("of nothing", TODAY, staff={POLICE: 5})
    runs = reach.standing(reach.counted(made.session), TODAY, frozenset({LESSON}))
    seen = [(run.uid, sorted(run.keys)) for run in runs]
    assert seen == [("mixed", [LESSON]), ("of nothing", [])]


def test_only_runs_on_the_asked_documents_are_read(tmp_path: Path) -> None:
    made = trained(tmp_path)
    made.run("a", TODAY, LESSON, OTHER, staff={POLICE: 1})
    made.run("b", TODAY, "lessons/third", staff={POLICE: 1})
    (found,) = reach.counted(made.session, [OTHER])
    assert (found.uid, set(found.keys)) == ("a", {LESSON, OTHER})


def test_a_hundred_runs_take_as_many_statements_as_one(tmp_path: Path) -> None:
    made = trained(tmp_path)
    said: list[str] = []
    event.listen(
        made.session.get_bind(),
        "before_cursor_execute",
        lambda *given: said.append(given[2]),
    )
    numbers = []
    for count in (1, 100):
        for number in range(count):
            day = TODAY - timedelta(days=number)
            made.run(f"{count}-{number}", day, LESSON, staff={POLICE: 1})
        said.clear()
        reach.by_key(reach.counted(made.session))
        numbers.append(sum(one.startswith("SELECT") for one in said))
    assert numbers == [3, 3]


def test_days_bound_what_counts(tmp_path: Path) -> None:
    made = trained(tmp_path)
    for day in (date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31)):
        made.run(day.isoformat(), day, LESSON, staff={POLICE: 1})
    every = reach.of(reach.counted(made.session), [LESSON])
    found = reach.between(every, date(2026, 4, 1), date(2027, 3, 31))
    assert [run.uid for run in found.runs] == ["2026-04-01", "2027-03-31"]
