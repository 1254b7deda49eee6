"""The planted leavers of the example are found with the planted lead time; where nothing is planted, nobody claims it.

A leaver's **trouble** begins on a day that the world's own truth names: since when it is silent, or, where its cases
failed, with the three months of failures that it left for. Only alerts from that day to its notice count, so that no
lead can be longer than the planted one. Beside them stands how many would have had one by chance: the share of all
accounts at risk that were alerted in the same months.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
import pytest

from tests.project.acme import example, opened
from truegreen.model.backtest import Backtest, Order
from truegreen.model.warning import Alert, Ranked
from truegreen.project.warning.backtested import backtest
from truegreen.project.warning.gathered import Asked, Choices, gathered
from truegreen.project.warning.warned import ranked
from truegreen.readings.risk_history import History
from truegreen.reports.accounts_text import accounts_text
from truegreen.reports.backtest_text import backtest_text
from truegreen.signals.warning.backtest import backtest as tried
from truegreen.signals.warning.scores import Judged, judged
from truegreen.stats.estimate import Verdict

pytestmark = pytest.mark.slow
ORACLE = 0.77
"""How often whoever knows each account's true chance puts a leaver above one who stays: nobody does better for long."""
Trouble = Mapping[str, tuple[np.datetime64, np.datetime64]]


@dataclass(frozen=True)
class World:
    """A world, what early warning says of it, and what it would have said month by month, in either order."""

    folder: Path
    tested: Backtest
    listed: Ranked
    history: History
    alerts: Mapping[Order, Judged]


@dataclass(frozen=True)
class Found:
    """Of some leavers: how many had an alert in time, how many would have by chance, and days before notice."""

    of: int
    found: int
    by_chance: float
    leads: Sequence[int]
    planted: Sequence[int]

    @property
    def beyond_chance(self) -> float:
        """Say how many standard errors of a count more were found than by chance."""
        return float((self.found - self.by_chance) / max(self.by_chance, 1.0) ** 0.5)


def world(folder: Path, *, nothing: bool) -> World:
    example(folder, nothing=nothing)
    with opened(folder) as (view, versions):
        of = gathered(view, Choices())
        heard = tried(of.history, of.labels, of.setting, contenders=("hazard",), with_grouped=False).heard
        assert heard
        said = heard.sayings["hazard"]
        alerts = {order: judged(of.history, of.labels, of.setting, said, order) for order in Order}
        return World(folder, backtest(Asked(view, versions)), ranked(Asked(view, versions)), of.history, alerts)


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("losses") / "acme", nothing=False)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(tmp_path_factory.mktemp("losses") / "bare", nothing=True)


def leaving(of: World) -> Sequence[Mapping[str, str]]:
    told: list[Mapping[str, str]] = json.loads((of.folder / "truth" / "truth.json").read_text("utf-8"))["leaving"]
    return told


def began(leaver: Mapping[str, str]) -> np.datetime64:
    """Give the first day of a leaver's trouble: its silence, or the first of the three months it judged by."""
    if leaver["silent_since"]:
        return np.datetime64(leaver["silent_since"])
    day: np.datetime64 = (np.datetime64(leaver["decision_on"], "M") - 3).astype("datetime64[D]")
    return day


def trouble(leavers: Iterable[Mapping[str, str]]) -> Trouble:
    return {each["account_id"]: (began(each), np.datetime64(each["decision_on"])) for each in leavers}


def before(spans: Trouble) -> Trouble:
    """Give as long a time for each, just before its trouble began."""
    return {name: (start - (end - start), start) for name, (start, end) in spans.items()}


def found(of: World, spans: Trouble, order: Order) -> Found:
    """Count, of the leavers whose time lies in reach, those with an alert within it."""
    said, told, ends = of.alerts[order].said, of.alerts[order].told, of.history.ends
    names, spoken = of.history.accounts.astype(str), np.unique(said.month)
    reach = {name: span for name, span in spans.items() if span[0] >= ends[spoken[0]]}
    by_chance, leads = 0.0, []
    for name, (start, end) in reach.items():
        months = [each for each in spoken if start <= ends[each] < end]
        if months:
            there = said.account[said.month == months[-1]]
            alerted = said.account[told & np.isin(said.month, months)]
            by_chance += float(np.isin(there, alerted).mean())
        mine = said.month[told & np.isin(said.month, months) & (names[said.account] == name)]
        if len(mine):
            leads.append(int((end - ends[mine.min()]).astype(int)))
    return Found(
        len(reach), len(leads), by_chance, leads, [int((end - day).astype(int)) for day, end in reach.values()]
    )


@pytest.mark.parametrize(("order", "least", "of_silent"), [(Order.CHANCE, 20, 15), (Order.LOSS, 13, 8)])
def test_planted_leavers_are_found_between_their_trouble_and_their_notice(
    acme: World, order: Order, least: int, of_silent: int
) -> None:
    silent = [each for each in leaving(acme) if each["silent_since"]]
    failed = [each for each in leaving(acme) if not each["silent_since"] and "failed" in each["why"]]
    quiet, every = found(acme, trouble(silent), order), found(acme, trouble([*silent, *failed]), order)
    assert (quiet.of, every.of) == (30, 49)
    assert quiet.found >= of_silent  # 18 and 10, by chance 4
    assert every.found >= least  # 25 and 16, by chance 7 and 6
    assert quiet.beyond_chance > 2.2
    assert every.beyond_chance > 3
    assert found(acme, trouble(failed), order).found > 1.5 * found(acme, trouble(failed), order).by_chance


def test_the_lead_is_that_of_the_trouble_and_never_longer(acme: World) -> None:
    one = found(acme, trouble(each for each in leaving(acme) if each["silent_since"]), Order.CHANCE)
    assert all(45 <= each <= 90 for each in one.planted)
    assert max(one.leads) <= 90
    # A month's end is up to a month away, and a silence must last before it is one: half of it is left.
    assert 0.45 * median(one.planted) <= median(one.leads) <= median(one.planted)
    said = acme.tested.contenders[0].lead_days
    assert said
    assert said.low <= median(one.leads) <= said.high
    assert said.value <= 90


def test_the_silent_who_left_for_reasons_of_their_own_are_not_found_before_they_fall_silent(acme: World) -> None:
    own = trouble(each for each in leaving(acme) if each["silent_since"] and "own" in each["why"])
    early, late = found(acme, before(own), Order.CHANCE), found(acme, own, Order.CHANCE)
    assert late.found > 2 * early.found
    assert early.beyond_chance < 2


def test_it_ranks_nearly_as_well_as_anybody_could_and_no_better(acme: World) -> None:
    one = acme.tested.contenders[0]
    assert one.auc
    assert acme.tested.verdict is Verdict.ESTABLISHED
    assert 0.65 < one.auc.value < ORACLE + 0.03
    assert one.warned_by_chance
    assert one.warned > 1.6 * one.warned_by_chance


def test_a_budget_that_can_be_worked_makes_alerts_worth_more(acme: World) -> None:
    of = acme.tested.contenders[0]
    assert acme.tested.budget == 2
    raised = sum(each.alert in (Alert.RAISED, Alert.HELD_OUT) for each in acme.listed.risks)
    assert raised <= 2 * acme.tested.owners == 24
    assert of.precision
    assert of.precision.value > 2 * of.decisions / of.judged  # 9 % of alerts, 3.3 % of accounts
    assert of.precision.low > of.decisions / of.judged


def test_its_words_say_the_lead_that_it_has_had(acme: World) -> None:
    of = acme.tested.contenders[0]
    assert of.lead_days
    for text in (accounts_text(acme.listed, 4000), backtest_text(acme.tested, 4000)):
        assert f"{of.warned} of {of.losses} accounts that gave notice had an alert" in text
        assert f"{of.lead_days.value:.0f} days or more" in text
        assert "by chance" in text


def test_where_nothing_is_planted_nothing_is_found_beyond_chance_and_nothing_claimed(bare: World) -> None:
    told = leaving(bare)
    assert len(told) > 40
    assert not any(each["silent_since"] or "failed" in each["why"] for each in told)
    for order in Order:  # That people hear of it in the last 19 days is true of every world.
        one = found(bare, {name: (day, end - 19) for name, (day, end) in trouble(told).items()}, order)
        assert one.of > 30
        assert one.beyond_chance < 2.5
    assert found(bare, trouble(told), Order.LOSS).beyond_chance < 2.5
    assert bare.tested.verdict is not Verdict.ESTABLISHED
    assert not any(each.alert in (Alert.RAISED, Alert.HELD_OUT) for each in bare.listed.risks)
    for text in (accounts_text(bare.listed, 4000), backtest_text(bare.tested, 4000)):
        assert "Nobody can tell" in text
        assert "tells leavers from others." not in text.replace("whether it tells leavers from others.", "")
        assert "had an alert" not in text
