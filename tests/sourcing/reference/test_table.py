"""Published figures: each row is whole, and the ranges that others add up come to what they published."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from truegreen.model.reference import Reference
from truegreen.sourcing.reference.table import like, references

HIDDEN = ("tco.select", "tco.transition", "tco.layoff", "tco.productivity", "tco.process", "tco.manage")


@pytest.mark.parametrize("each", references().values(), ids=lambda each: each.key)
def test_a_row_is_whole(each: Reference) -> None:
    assert each.low <= each.high
    assert each.low >= 0
    assert 2000 < each.year < 2030
    assert each.what
    assert each.scope
    assert each.source
    assert each.of or not each.unit.is_share
    assert urlsplit(each.address).scheme == "https"
    assert "." in urlsplit(each.address).netloc


def test_hidden_costs_add_up_to_what_was_published() -> None:
    rows = [references()[key] for key in HIDDEN]
    whole = references()["tco.total"]
    assert sum(each.low for each in rows) == whole.low == Decimal("15.2")
    assert sum(each.high for each in rows) == whole.high == 57


def test_a_contract_of_sixteen_million_really_costs_nineteen_to_twenty_five() -> None:
    low, high = references()["tco.total"].shares
    contract = Decimal(16_200_000)
    assert (contract * (1 + low), contract * (1 + high)) == (Decimal(18_662_400), Decimal(25_434_000))


def test_a_price_by_the_hour_is_split_whole() -> None:
    assert sum(each.low for each in like("ratesplit.PH")) == 100


def test_a_figure_of_2021_is_old_in_2025_and_not_in_2024() -> None:
    of = references()["kpi.fcr.avg"]
    assert (of.age(2024), of.is_stale(2024)) == (3, False)
    assert (of.age(2025), of.is_stale(2025)) == (4, True)


def test_what_nobody_could_find_is_left_out() -> None:
    said = " ".join(f"{each.source} {each.address}" for each in references().values())
    assert "MetricNet" not in said  # its public tables say themselves that they are not accurate
    wages = {each.scope: each.low for each in like("wage")}
    assert wages["Dominican Republic"] == 4  # a second list of the same source repeats it at 3 by a slip


def test_a_key_of_nothing_gives_nothing() -> None:
    assert like("nothing") == ()
    assert like("attr.replac") == ()
