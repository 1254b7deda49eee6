"""Agreements and figures for tests of settlement, from a few lines of text."""

from __future__ import annotations

from tests.files.texts import whole
from truegreen.files.agreements import read_agreement
from truegreen.files.figures import parse_figures, units_of
from truegreen.model.agreement import Versions
from truegreen.model.given import Givens
from truegreen.model.statement import Statement
from truegreen.settlement.settle import settle
from truegreen.units.period import parse_period


def agreement(fragment: str, *amendments: str) -> Versions:
    """Give an agreement from a fragment of its text, and amendments from theirs."""
    named = [(f"amends: care\n{text}", f"amendment-{place}.yml") for place, text in enumerate(amendments)]
    versions, mistakes = read_agreement(whole(fragment), "care.yml", named)
    assert versions, "\n".join(map(str, mistakes))
    return versions


def figures(versions: Versions, table: str) -> Givens:
    """Give figures from a table; its first line names the columns."""
    found, mistakes = parse_figures(table, "figures.csv", units_of(versions, {}))
    assert not mistakes, "\n".join(map(str, mistakes))
    return found.get("", Givens())


def statements(versions: Versions, table: str, until: str) -> tuple[Statement, ...]:
    """Settle everything up to a period."""
    return settle(versions, figures(versions, table), parse_period(until), {})


def amounts(statement: Statement) -> dict[str, str]:
    """Give what stands on a period's invoice, by line, with the period it arose in where that is another."""
    return {
        each.id if each.arose == statement.period else f"{each.id} {each.arose}": str(each.amount)
        for each in statement.lines
    }
