"""Alerts of small projects, some held out at random: what they did is found, and nothing where they did nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from tests.project.worth import LAST, contracts, project
from truegreen.files.alerts import COLUMNS
from truegreen.model.value import Grade
from truegreen.model.valued import Behind, Valued
from truegreen.project.looking import look
from truegreen.project.opened import open_project
from truegreen.project.piloting.pilots import open_pilot, register
from truegreen.project.value.opened import opened
from truegreen.project.value.valued import Choices, gathered, valued
from truegreen.reports.value_alert_words import alerts as said_of
from truegreen.reports.value_page import value_page
from truegreen.reports.value_record import value_record
from truegreen.reports.value_text import value_text
from truegreen.reports.value_words import answer
from truegreen.value.pilots.hold_out import held_out

ACCOUNTS, CHANCE, HELD_OUT = 700, 0.02, 0.15
MONTHS = [date(2025, 2, 28), date(2025, 3, 31), date(2025, 4, 30), date(2025, 5, 31)]
CHOICES = Choices(with_model=False)
Row = list[object]


@dataclass(frozen=True)
class Made:
    """A project with alerts: the folder, and by account the day of its first alert and whether it was held out."""

    folder: Path
    first: Mapping[str, date]
    apart: Mapping[str, bool]


def write(folder: Path, day: date, accounts: Sequence[str], apart: Mapping[str, bool]) -> None:
    (folder / "alerts").mkdir(exist_ok=True)
    rows = [",".join(COLUMNS)]
    rows += [f"{each},,{'held out' if apart[each] else 'treated'},0.1,,,{day},3,1,run" for each in accounts]
    (folder / "alerts" / f"{day:%Y-%m}.csv").write_text("\n".join(rows) + "\n", "utf-8")


def left_alone(
    accounts: list[Row], months: list[Row], days: Mapping[str, date], share: float, seed: int
) -> tuple[list[Row], list[Row]]:
    """Let a share of those held out, who would have stayed, give notice within 150 days of their alert."""
    random = np.random.default_rng(seed)
    gone: dict[str, np.datetime64] = {}
    for row in accounts:
        name = str(row[0])
        if name in days and row[3] == "" and random.random() < share:
            gone[name] = np.datetime64(days[name]) + int(random.integers(1, 151))
    told = [[*row[:3], str(gone[str(row[0])]), *row[4:]] if str(row[0]) in gone else row for row in accounts]
    kept: list[Row] = []
    for row in months:
        leaves, month = gone.get(str(row[0])), np.datetime64(str(row[1]), "M")
        if leaves is None or month < leaves.astype("datetime64[M]"):
            kept.append(row)
        elif month == leaves.astype("datetime64[M]"):
            kept.append([*row[:5], "true"])
    return told, kept


def made(
    folder: Path, effect: float, seed: int, saves: Callable[[Mapping[str, date]], list[Row]] | None = None
) -> Made:
    """Make a project in which four months' alerts were written, an account coming up in some of them."""
    accounts, months, decided = contracts(ACCOUNTS, CHANCE, seed)
    random = np.random.default_rng(seed)
    apart = {f"A{at:04}": held_out(f"A{at:04}", f"world {seed}", HELD_OUT) for at in range(ACCOUNTS)}
    up: dict[date, list[str]] = {}
    first: dict[str, date] = {}
    for day in MONTHS:
        there = np.isnat(decided) | (decided > np.datetime64(day))
        up[day] = [f"A{at:04}" for at in np.flatnonzero(there & (random.random(ACCOUNTS) < 0.3))]
        for name in up[day]:
            first.setdefault(name, day)
    held = {name: day for name, day in first.items() if apart[name]}
    told, paid = left_alone([[*row] for row in accounts], [[*row] for row in months], held, effect, seed)
    tables = {"saves": saves(first)} if saves else {}
    project(folder, accounts=told, months=paid, orders=[("A0000", f"{LAST} 08:00", "last", 1.0)], **tables)
    gone = {str(row[0]): date.fromisoformat(str(row[3])) for row in told if row[3]}
    for day, names in up.items():
        write(folder, day, [each for each in names if gone.get(each, date.max) > day], apart)
    return Made(folder, first, apart)


def found_in(folder: Path, choices: Choices = CHOICES) -> Valued:
    with look(open_project(folder)) as view:
        assert view
        return valued(view, gathered(view, choices))


@pytest.fixture(scope="module")
def helped(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("helped") / "p", 0.3, 1)


@pytest.mark.slow
def test_what_alerts_did_is_found_by_those_held_out(helped: Made) -> None:
    found = found_in(helped.folder)
    assert found.alerts
    held, kept = found.alerts.told, found.amounts["alerts"]
    assert [each.entered for each in held.arms] == [
        sum(helped.apart[name] == arm for name in helped.first) for arm in (False, True)
    ]
    assert held.lift
    natural = (1 - CHANCE) ** (180 / 30.4)
    assert held.lift.low < 0.3 * natural < held.lift.high
    assert held.lift.low > 0.05
    assert kept.grade is Grade.RANDOMISED
    assert kept.is_certain
    assert kept.value
    assert kept.low
    assert kept.high
    worth = sum(1000 * 0.98 ** (month + 1) * 1.1 ** (-month / 12) for month in range(60))
    true = held.arms[0].over * 0.3 * natural * worth
    assert kept.low.amount < true < kept.high.amount
    assert "Alerts to owners protected" in answer(found)


@pytest.mark.slow
def test_alerts_are_told_in_text_page_and_record_and_can_be_opened(helped: Made) -> None:
    with look(open_project(helped.folder)) as view:
        assert view
        held = gathered(view, CHOICES)
        found = valued(view, held)
        rows = opened(view, held, found, Behind.ALERTS).rows
    assert {row[0] for row in rows} == set(helped.first)
    assert {row[0] for row in rows if row[2] == "held out"} == {n for n in helped.first if helped.apart[n]}
    text = " ".join(value_text(found).split())
    for sentence in said_of(found):
        assert " ".join(sentence.split()) in text
    assert "ALERTS: what came of telling owners" in text
    assert 'id="alerts"' in value_page(found)
    assert value_record(found)["alerts"]


@pytest.mark.slow
def test_alerts_that_do_nothing_protect_nothing(tmp_path: Path) -> None:
    found = found_in(made(tmp_path / "p", 0.0, 2).folder)
    assert found.alerts
    lift = found.alerts.told.lift
    assert lift
    assert lift.low < 0 < lift.high
    assert not found.amounts["alerts"].is_certain
    assert "may have protected nothing" in answer(found)


@pytest.mark.slow
def test_few_held_out_say_when_there_will_be_enough(tmp_path: Path) -> None:
    accounts, months, _ = contracts(60, 0.01, 3)
    folder = project(tmp_path / "p", accounts=accounts, months=months, orders=[("A0000", f"{LAST} 08:00", "last", 1.0)])
    there = [str(row[0]) for row in accounts if not row[3]][:20]
    write(folder, date(2025, 10, 31), there, {name: name in there[:3] for name in there})
    found = found_in(folder)
    assert found.alerts
    assert found.alerts.told.lift is None
    # 61 days for three of them: two more take 41 days, and then 180 days must pass.
    assert "5 of each are the least, in about 8 months at the pace so far" in found.alerts.told.because
    assert found.amounts["alerts"].value is None


@pytest.mark.slow
def test_alerts_of_accounts_that_nobody_knows_are_told_as_such(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", orders=[("C1", f"{LAST} 08:00", "last", 1.0)])
    write(folder, date(2025, 3, 31), ["A1", "A2"], {"A1": True, "A2": False})
    found = found_in(folder)
    assert found.alerts is None
    assert found.amounts["alerts"].because == "no alert that was written is of an account that is looked at"


@pytest.mark.slow
def test_arms_out_of_proportion_are_told_before_any_lift(tmp_path: Path) -> None:
    folder = made(tmp_path / "p", 0.0, 4).folder
    for path in (folder / "alerts").glob("*.csv"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(each for at, each in enumerate(lines) if "held out" not in each or at % 4 == 0), "utf-8"
        )
    found = found_in(folder)
    assert found.alerts
    assert found.alerts.told.lift is None
    assert found.amounts["alerts"].value is None
    assert "arms-out-of-proportion" in {each.id for each in found.findings}


@pytest.mark.slow
def test_nothing_is_counted_twice_with_the_save_programme(helped: Made, tmp_path: Path) -> None:
    def saves(first: Mapping[str, date]) -> list[Row]:
        days = ["2025-02-03"] * 60 + ["2025-07-01"] * 30
        return [[name, f"{day} 10:00", "true", "control" if at % 6 == 0 else "treated", "50"]
                for at, (name, day) in enumerate(zip(sorted(first), days, strict=False))]  # fmt: skip

    with_saves = made(tmp_path / "p", 0.3, 1, saves)
    found = found_in(with_saves.folder)
    assert found.alerts
    assert found.saves
    assert (found.alerts.tried_before, found.alerts.tried_later) == (60, 30)
    assert any("they are not to be added" in each for each in said_of(found))
    assert sum(arm.entered for arm in found.alerts.told.arms) == len(helped.first) - 60
    assert sum(arm.entered for arm in found.saves.arms) + found.saves.had_decided == 90
    for path in (with_saves.folder / "alerts").glob("*.csv"):
        path.unlink()
    alone = found_in(with_saves.folder)
    assert alone.alerts is None
    assert "truegreen accounts --alert" in alone.amounts["alerts"].because
    told = {name: each for name, each in found.amounts.items() if name != "alerts"}
    assert told == {name: each for name, each in alone.amounts.items() if name != "alerts"}


PILOT = """
pilot: told
hypothesis: Accounts whose owner is told of them stay.
owner: Ines Vogel
unit: account
design: alerts
arms: {held-out: 15 %, alerted: 85 %}
metric: retention
starts: 2025-04-16
weeks: 26
margin: 5 %
"""


@pytest.mark.slow
def test_from_its_registration_on_alerts_are_the_pilots(helped: Made, tmp_path: Path) -> None:
    folder = made(tmp_path / "p", 0.3, 1).folder
    (folder / "pilots").mkdir()
    (folder / "pilots" / "told.yml").write_text(PILOT, "utf-8")
    opening = open_project(folder)
    registered, findings = register(opening, open_pilot(opening, "told"), date(2025, 4, 15))
    assert registered, findings
    found = found_in(folder, Choices(days=30, with_model=False))
    assert found.alerts
    before = sum(day < date(2025, 4, 15) for day in helped.first.values())
    assert sum(arm.entered for arm in found.alerts.told.arms) == before
    assert found.alerts.told.last == date(2025, 3, 31)
    assert found.alerts.pilot == "told"
    assert any("truegreen pilot analyse told" in each for each in said_of(found))
    # What comes after the pilot began is its own: of March's alerts only 14 days are known.
    over = sum(arm.over for arm in found.alerts.told.arms)
    assert over == sum(day == date(2025, 2, 28) for day in helped.first.values())
