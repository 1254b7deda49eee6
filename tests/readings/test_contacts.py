"""Contacts: every answer with what each measure says of its case, in its scope; and who was asked at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.facts.staging import Rows, arrival, case, loaded
from tests.readings.measuring import named
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.readings.asked import Asked, asked_cases
from truegreen.readings.contact_moments import hinged, jointly, pairs, stepped
from truegreen.readings.contacts import Contacts, contacts
from truegreen.readings.questions import Question, Scope
from truegreen.stats.panel.moments import Moments, merged

CARE, BILLING = Scope((("service", ("care",)),)), Scope((("service", ("billing",)),))
MEASURES = {
    "on-time": "on_time.by_target", "solved": "first_contact_resolution.same_matter", "clean":
    "critical_error_accuracy.customer", "answered": "service_level.of_offered", "cost": "cost_per_contact.per_answered",
    "per-resolution": "cost_per_resolution.recorded_of_opened", "reported": "on_time.reported",
    "kept": "net_revenue_retention.standard", "half-solved-in": "resolution_time.median",
}  # fmt: skip


@pytest.fixture
def duck() -> Iterator[Duck]:
    opened = Duck()
    yield opened
    opened.close()


def survey(number: int, case_id: str | None, value: int | None, **more: object) -> dict[str, object]:
    asked = {"eligible_at": "2025-03-09", "invited_at": "2025-03-09"}
    asked |= {"answered_at": "2025-03-10"} if value else {}
    return {"feedback_id": f"f{number}", "kind": "csat", "value": value, "scale_min": 1, "scale_max": 5,
            "case_id": case_id, **asked, **more}  # fmt: skip


def work(case_id: str, hours: int, account: str | None, **more: object) -> dict[str, object]:
    """Give a case of 1 March that took so many hours of the 24 it may take."""
    day, hour = divmod(hours, 24)
    return {
        **case(case_id, "2025-03-01", due_at="2025-03-02", resolved_at=f"2025-03-{1 + day:02} {hour:02}:00"),
        "account_id": account, "customer_id": account and f"at {account}", "service": "care", "contact_type": "delay",
        "channel": "phone", "site": "Porto", **more,
    }  # fmt: skip


CASES: Rows = [
    work("c1", 12, "a"),
    work("c2", 36, "a", contact_type="customs"),
    work("c3", 6, "b", reopened=1),
    work("c4", 48, "b", opened_at="2025-03-02"),
    work("c5", 20, "c", service="billing"),
    work("c6", 20, None),
    work("later", 24, None, opened_at="2025-05-02", resolved_at="2025-05-02"),
]
SURVEYS: Rows = [
    survey(1, "c1", 5),
    survey(2, "c2", 2),
    survey(3, "c3", 5),
    survey(4, "c4", 1, invited_at=None),
    survey(5, "c5", 4),
    survey(6, "c6", 4),
    survey(7, "gone", 5),
    survey(8, None, 5),
    survey(9, "c1", None),
]
CONTACTS: Rows = [
    {"interaction_id": f"i{number}", "case_id": case_id, "channel": "phone", "offered_at": "2025-03-01 09:00:00",
     "answered_at": f"2025-03-01 09:00:{wait}"}
    for number, (case_id, wait) in enumerate([("c1", "10"), ("c1", "50"), ("c3", "05"), (None, "05")])
]  # fmt: skip
CHECKED: Rows = [
    {"evaluation_id": "e1", "case_id": "c3", "evaluated_at": "2025-03-05", "customer_critical": "true"},
    {"evaluation_id": "e2", "case_id": "c3", "evaluated_at": "2025-03-06", "customer_critical": "false"},
]


def put(duck: Duck, folder: Path, **tables: Rows) -> State:
    given = {"case": CASES, "feedback": SURVEYS, "interaction": CONTACTS, "quality": CHECKED} | tables
    state, findings = loaded(duck, folder, arrival(duck, "export", **given))
    assert not [each for each in findings if each.level == "error"], findings
    return state


def questions(scope: Scope = CARE) -> dict[str, Question]:
    return {name: Question(name, named(spec)[0], scope) for name, spec in MEASURES.items()}


def happy(scope: Scope = CARE) -> Question:
    return Question("happy", named("csat.top2")[0], scope)


def looked(duck: Duck, folder: Path, scope: Scope = CARE, measured: Scope = CARE) -> Contacts:
    state = put(duck, folder)
    return contacts(duck, Store(folder), state, happy(scope), questions(measured).values())


def rows_of(duck: Duck, found: Contacts, *ids: str) -> list[tuple[object, ...]]:
    listed = ", ".join(found.figures[each].column for each in ids)
    query = f"SELECT in_case, account, outcome, {listed} FROM {found.table} ORDER BY in_case NULLS LAST"
    return duck.rows(query)


def test_every_answer_in_scope_stands_with_its_case(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path)
    assert rows_of(duck, found, "on-time", "solved", "answered", "clean", "hours-to-resolve") == [
        ("c1", "a", 1, 1, 1, 0.5, None, 12),
        ("c2", "a", 0, 0, 1, None, None, 36),
        ("c3", "b", 1, 1, 0, 1, 0.5, 6),  # b came back about the same on the next day
        ("c4", "b", 0, 0, 1, None, None, 24),
        ("c6", None, 1, 1, None, None, None, 20),  # of nobody knows whom
    ]
    assert (found.answered, found.used, found.no_case, found.no_account) == (5, 4, 0, 1)
    assert found.months == ("2025-03",)
    assert found.outcome.mean == pytest.approx(0.5)
    assert (found.figures["clean"].known, found.figures["clean"].mean) == (1, 0.5)
    assert found.figures["on-time"].better == "higher"
    assert found.figures["half-solved-in"].mean == pytest.approx(3600 * (12 + 36 + 6 + 24) / 4)
    assert "cases of the same month, contact type, channel are alike" in found.assumes[0]


def test_answers_of_any_service_include_those_of_no_known_case(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path, scope=Scope())
    assert (found.answered, found.used, found.no_case, found.no_account) == (8, 5, 2, 1)
    told = {name: values for name, *values in rows_of(duck, found, "on-time")}
    assert told["c5"] == ["c", 1, None], "the measure is of another service"
    assert [values for name, *values in rows_of(duck, found, "on-time") if name is None] == [[None, 1, None]] * 2


def test_what_says_nothing_of_a_case_says_why(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path)
    assert dict(found.silent) == {
        "cost": "it is counted over two kinds of record",
        "per-resolution": "it is a ratio of two totals",
        "reported": "the records do not tell it",
        "kept": "it is not counted by case but over account month records",
    }
    assert set(found.figures) >= {"on-time", "solved", "answered", "clean", "half-solved-in", "seconds-to-answer"}
    assert "hours-to-response" not in found.figures, "the records do not say when somebody first answered"
    assert found.covered() == ("on-time", "solved", "half-solved-in", "hours-to-resolve")
    assert found.covered(0.3) == ("on-time", "solved", "answered", "half-solved-in", "hours-to-resolve",
                                  "seconds-to-answer")  # fmt: skip


def test_an_outcome_that_nobody_was_asked_for_is_refused(duck: Duck, tmp_path: Path) -> None:
    state = put(duck, tmp_path)
    with pytest.raises(ValueError, match="late is not counted by survey"):
        contacts(duck, Store(tmp_path), state, Question("late", named("on_time.by_target")[0]), [])
    with pytest.raises(ValueError, match="late is not counted by survey"):
        asked_cases(duck, Store(tmp_path), state, Question("late", named("on_time.by_target")[0]))


def test_records_without_surveys_or_cases_say_so(duck: Duck, tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(ValueError, match="no surveys, so nobody knows happy"):
        contacts(duck, store, put(duck, tmp_path, feedback=[]), happy(), [])
    state, _ = loaded(duck, tmp_path / "other", arrival(duck, "other", feedback=SURVEYS))
    with pytest.raises(ValueError, match="no cases"):
        asked_cases(duck, Store(tmp_path / "other"), state, happy())
    found = contacts(duck, Store(tmp_path / "other"), state, happy(Scope()), questions().values())
    assert (found.answered, found.used, found.no_case, found.figures) == (8, 0, 8, {})


def test_answers_to_another_question_are_none(duck: Duck, tmp_path: Path) -> None:
    state = put(duck, tmp_path, feedback=[survey(1, "c1", 5, kind="nps")])
    found = contacts(duck, Store(tmp_path), state, happy(), questions().values())
    assert (found.answered, found.used, found.months, found.covered(0)) == (0, 0, (), ())
    assert (pairs(duck, found), jointly(duck, found).moments.rows) == ({}, 0)
    assert jointly(duck, found, ["on-time"]).moments.rows == 0


def many(months: int = 3) -> tuple[Rows, Rows]:
    """Give cases of some months, two kinds and seven accounts, and their surveys."""
    random = np.random.default_rng(5)
    cases: list[dict[str, object]] = []
    surveys: list[dict[str, object]] = []
    for number in range(80 * months):
        opened = f"2025-{1 + number % months:02}-{1 + number // months % 20:02}"
        late, who = random.random() < 0.4, {"account_id": f"a{number % 7}", "customer_id": f"u{number}"}
        cases.append(
            case(f"c{number}", f"{opened} 01:00", due_at=f"{opened} 12:00", **who,
                 resolved_at=f"{opened} {random.integers(13, 22) if late else random.integers(2, 11):02}:00",
                 contact_type=["delay", "customs"][number % 2], channel="phone", service="care")
        )  # fmt: skip
        surveys.append(survey(number, f"c{number}", int(random.integers(1, 6)), eligible_at=opened, invited_at=opened))
    return cases, surveys


@pytest.fixture
def plenty(duck: Duck, tmp_path: Path) -> Contacts:
    cases, surveys = many()
    state = put(duck, tmp_path, case=cases, feedback=surveys)
    return contacts(duck, Store(tmp_path), state, happy(), questions().values(), strata=("contact_type",))


def by_rows(duck: Duck, found: Contacts, *ids: str) -> np.ndarray:
    """Give the products of figures and outcome within kind, month, and then account, from the rows."""
    columns = [found.figures[each].column for each in ids] + ["outcome"]
    rows = duck.connection.execute(f"SELECT account, contact_type || month AS kind, {', '.join(columns)} "
                                   f"FROM {found.table}").fetchnumpy()  # fmt: skip
    figures = np.column_stack([np.asarray(rows[each], dtype=float) for each in columns])
    for keys in (rows["kind"].astype(str), rows["account"].astype(str)):
        for key in set(keys):
            figures[keys == key] -= figures[keys == key].mean(axis=0)
    return np.asarray(figures.T @ figures)


def within(moments: Moments) -> np.ndarray:
    apart = np.einsum("gi,gj->gij", moments.sums, moments.sums) / moments.counts[:, None, None]
    return np.asarray((moments.full() - apart).sum(axis=0))


def test_pairs_and_joint_moments_are_those_of_the_rows(duck: Duck, plenty: Contacts) -> None:
    for name, held in pairs(duck, plenty, ["on-time", "hours-to-resolve"]).items():
        assert held.moments.names == (name, "outcome")
        np.testing.assert_allclose(within(held.moments), by_rows(duck, plenty, name), rtol=1e-9, atol=1e-9)
    held = jointly(duck, plenty, ["on-time", "hours-to-resolve"])
    assert held.moments.names == ("on-time", "hours-to-resolve", "outcome")
    expected = by_rows(duck, plenty, "on-time", "hours-to-resolve")
    np.testing.assert_allclose(within(held.moments), expected, rtol=1e-9, atol=1e-9)
    assert (held.strata, held.alone, held.moments.rows) == (6, 0, 240)


def test_months_of_contacts_add_up(duck: Duck, plenty: Contacts) -> None:
    assert plenty.months == ("2025-01", "2025-02", "2025-03")
    whole = pairs(duck, plenty)["on-time"].moments
    parts = [pairs(duck, plenty, months=[month])["on-time"].moments for month in plenty.months]
    np.testing.assert_allclose(merged(*parts).products, whole.products, rtol=1e-10, atol=1e-10)
    assert merged(*parts).counts.tolist() == whole.counts.tolist()


def test_fewer_strata_leave_fewer_alone(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path)
    assert pairs(duck, found)["on-time"].alone == 1, "nobody else asked about customs"
    month = pairs(duck, found, alike=())["on-time"]
    assert (month.alone, month.strata, month.moments.rows) == (0, 1, 4)
    assert jointly(duck, found, ["on-time"], alike=()).moments.products.tolist() == month.moments.products.tolist()


def test_without_a_figure_that_differs_there_are_no_pairs(duck: Duck, tmp_path: Path) -> None:
    state = put(duck, tmp_path, case=[work("c1", 12, "a")], feedback=[survey(1, "c1", 5)])
    found = contacts(duck, Store(tmp_path), state, happy(), questions().values())
    assert pairs(duck, found) == {}
    assert jointly(duck, found).moments.names == ("outcome",)
    assert jointly(duck, found).alone == 1


def test_bends_are_what_a_figure_is_beyond_a_knot(duck: Duck, plenty: Contacts) -> None:
    held = hinged(duck, plenty, "hours-to-resolve", [8, 12], also=["on-time"])
    names = ("hours-to-resolve", "hours-to-resolve over 8", "hours-to-resolve over 12", "on-time", "outcome")
    assert held.moments.names == names
    column = plenty.figures["hours-to-resolve"].column
    duck.run(f"ALTER TABLE {plenty.table} ADD COLUMN beyond DOUBLE")
    duck.run(f"UPDATE {plenty.table} SET beyond = greatest({column} - 8, 0)")
    figures = dict(plenty.figures) | {"beyond": replace(plenty.figures["on-time"], column="beyond")}
    expected = by_rows(duck, replace(plenty, figures=figures), "hours-to-resolve", "beyond")
    np.testing.assert_allclose(within(held.moments)[:2, :2], expected[:2, :2], rtol=1e-9)
    assert within(held.moments)[1, -1] == pytest.approx(expected[1, -1])


def test_steps_hold_the_outcome_as_it_stands(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path)
    steps = stepped(duck, found, "hours-to-resolve", [8, 24])
    assert {name: each.tolist() for name, each in steps.items()} == {
        "count": [1, 2, 1], "total": [1, 1, 0], "squares": [1, 1, 0], "figure": [6, 36, 36],
    }  # fmt: skip


def test_the_query_can_be_run_again_by_anybody(duck: Duck, tmp_path: Path) -> None:
    found = looked(duck, tmp_path)
    other = Duck()
    key = "ORDER BY in_case, outcome"
    assert other.rows(f"FROM ({found.query}) {key}") == duck.rows(f"FROM {found.table} {key}")
    other.close()


def asked(duck: Duck, folder: Path, scope: Scope = CARE, **tables: Rows) -> Asked:
    return asked_cases(duck, Store(folder), put(duck, folder, **tables), happy(scope))


def test_who_was_asked_stands_with_what_is_known_of_the_case(duck: Duck, tmp_path: Path) -> None:
    found = asked(duck, tmp_path)
    assert found.cases.tolist() == ["c1", "c2", "c3", "c4", "c6", "later"]
    assert found.eligible.tolist() == [True] * 5 + [False]
    assert found.invited.tolist() == [True] * 5 + [False], "who answered was asked, whatever the record says"
    assert found.answered.tolist() == [True] * 5 + [False]
    np.testing.assert_array_equal(found.outcome, [1, 0, 1, 0, 1, np.nan])
    assert found.named["contact_type"].members.tolist() == ["customs", "delay"]
    assert found.named["contact_type"].codes.tolist() == [1, 0, 1, 1, 1, 1]
    assert found.named["account"].codes.tolist() == [0, 0, 1, 1, -1, -1]
    assert found.named["segment"].codes.tolist() == [-1] * 6
    assert found.figures["hours"].tolist() == [12, 36, 6, 24, 20, 0]
    np.testing.assert_array_equal(found.figures["reopened"], [np.nan, np.nan, 1, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(found.figures["late"], [0, 1, 0, 1, 0, 1])
    assert found.figures["opened"][:2].tolist() == [20148, 20148]


def test_where_nobody_says_who_could_be_asked_it_is_every_resolved_case(duck: Duck, tmp_path: Path) -> None:
    told = [survey(1, "c1", 5, eligible_at=None, invited_at=None)]
    found = asked(duck, tmp_path, feedback=told)
    assert not found.says_eligible
    assert not found.says_invited
    assert found.eligible.all()
    assert found.invited.tolist() == found.answered.tolist() == [True] + [False] * 5
