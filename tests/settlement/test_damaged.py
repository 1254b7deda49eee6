"""Whole contracts with damaged figures and hasty amendments: findings, totals that are sums, and never a traceback."""

from __future__ import annotations

import re
from fractions import Fraction
from random import Random

import pytest

from tests.settlement.contracts.book import Row, row
from tests.settlement.contracts.opened import NAMES, by_hand, contract, given, settled, signed, text
from truegreen.checks import check_versions
from truegreen.files.agreements import read_agreement
from truegreen.model.finding import has_errors
from truegreen.model.statement import Statement
from truegreen.model.step import steps_of
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period

VALUES = (
    "none", "", "-5", "-50 %", "-1000.00", "0", "0/0", "0/10", "5/0", "12/10", "9" * 40, "150 %", "1/3", "45 s", "yes",
    "1,000", "12 EUR", "NaN", "1e5", "100 %", "0 %", "½",
)  # fmt: skip
PERIODS = ("2025-03", "2025", "2025-Q1", "2025-W07", "1999-01", "2099-01", "2025-02-10..2025-02-20")
WORLDS = 12


def damaged(rows: list[Row], chance: Random) -> list[Row]:
    """Lose rows, write others wrong, and ask for what cannot be excused."""
    left = [each for each in rows if chance.random() > 0.05]
    for place in chance.sample(range(len(left)), chance.choice([1, 5, 20])):
        each, kind = left[place], chance.choice(["value", "value", "period", "reported", "claim"])
        if kind == "claim":
            claim = {name: chance.choice(["", "5", "-4", "100000"]) for name in ("excused_count", "excused_total")}
            cause = chance.choice(["authority cause", "service unavailable", "{0}"])
            left.append(row(each["period"], each["name"], "", cause=cause, granted=chance.choice(["yes", ""]), **claim))
        else:
            wrong = {"value": VALUES, "period": PERIODS, "reported": ("1990-01-01", "2199-12-31", "")}[kind]
            left[place] = {**each, kind: chance.choice(wrong)}
    return left


def without_a_clause(name: str, chance: Random) -> tuple[str, str]:
    """Give an amendment that takes a clause away, whatever it holds."""
    order = re.findall(r"[a-z][a-z-]+", text(name).partition("\npipeline:")[2].partition("\nterms:")[0])
    gone = chance.choice(order)
    kept = ", ".join(each for each in order if each != gone)
    head = f"amends: {contract(name).id}\nnumber: 9\neffective: {chance.choice(['2024-11-01', '2025-02-09'])}\n"
    return f"{head}set: {{pipeline: [{kept}]}}\nremove: [terms.{gone}]\n", "hasty.yml"


def holds(statement: Statement) -> None:
    """Hold a statement against what is so of all of them."""
    assert sum(Fraction(each.amount.amount) for each in statement.lines) == Fraction(statement.total.amount)
    assert all(each.amount >= 0 for each in statement.held().values())
    for each in steps_of(*(line.because for line in (*statement.lines, *statement.later))):
        assert each.sentence


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_damaged_figures_are_findings_and_the_others_are_settled(name: str) -> None:
    for seed in range(WORLDS):
        rows = damaged(signed(name), Random(seed))  # noqa: S311
        _, mistakes = given(name, rows)
        wrong = {each.at.line for each in mistakes}
        assert all(each.at.line and each.says and each.remedy for each in mistakes)
        for each in settled(name, [one for line, one in enumerate(rows, 2) if line not in wrong]):
            holds(each)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_clause_that_an_amendment_takes_away_is_refused_or_settled_without(name: str) -> None:
    figures, _ = given(name, signed(name))
    for seed in range(WORLDS):
        versions, mistakes = read_agreement(text(name), "agreement.yml", [without_a_clause(name, Random(seed))])  # noqa: S311
        assert versions, "\n".join(map(str, mistakes))
        if not has_errors(check_versions(versions, {}, smells=False)):
            for each in settle(versions, figures, parse_period(by_hand(name).HORIZONS[-2]), {}):
                holds(each)
