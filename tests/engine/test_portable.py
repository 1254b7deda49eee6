"""What engines do differently is found where it is written; what is written rightly is left alone; we write none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from tests.clocks.drawn_lives import CALENDARS, FIRST, LAST, RECORDED, Dice
from truegreen.clocks.days import grids
from truegreen.clocks.elapsed import missing
from truegreen.clocks.lives import moments
from truegreen.clocks.measured import Grids, calendar_of, measured
from truegreen.clocks.ready import expression, nothing
from truegreen.engine import operations
from truegreen.engine.compile import DIALECTS
from truegreen.engine.portable import Rule, unportable
from truegreen.engine.portable_sql import unportable_sql
from truegreen.facts.store import Partition, State
from truegreen.facts.tables import CASE, CASE_EVENT
from truegreen.metrics.catalogue import catalogue
from truegreen.readings.conformance import KINDS, SLICES, Laid, every_formula
from truegreen.readings.plan import READABLE, plans
from truegreen.readings.portable import expressions
from truegreen.readings.relations import relations

COLUMNS: Final = {"big": "int64", "small": "int8", "share": "float64", "money": "decimal(18,4)", "at": "timestamp",
                  "later": "timestamp", "day": "date", "who": "string", "team": "string"}  # fmt: skip
Rows = Any


def rows() -> Rows:
    import ibis

    return ibis.table(COLUMNS, name="t")


def by_team(**sums: Callable[[Rows], Rows]) -> Rows:
    t = rows()
    return t.group_by("team").aggregate(**{name: make(t) for name, make in sums.items()})


def last_in_order(t: Rows) -> Rows:
    import ibis

    return t.who.last().over(ibis.window(group_by="team", order_by="at"))


def once_a_row(t: Rows) -> Rows:
    import ibis

    number = ibis.row_number().over(group_by=[t.team, t.who], order_by=t["at"])
    return t.mutate(first=number == 0).first.ifelse(1, 0).sum()


def seconds(t: Rows) -> Rows:
    return t["at"].truncate("s").epoch_seconds()


def moment(text: str) -> Rows:
    import ibis

    return ibis.timestamp(text)


def joined(t: Rows) -> Rows:
    other = t.select(whose="who", seen=t["at"].truncate("s"))
    return t.left_join(other, t.who == other.whose).select("big", "seen")


OFFENDERS: Final[dict[Rule, dict[str, Callable[[Rows], Rows]]]] = {
    Rule.PRODUCT: {
        "two small ones": lambda t: t.small * t.small,
        "a small one and a number": lambda t: t.small * 100,
        "the square of what was counted by yes and no": lambda t: (t.big > 1).ifelse(1, 0) * t.small,
        "in a sum": lambda t: (t.small * t.small).sum(),
    },
    Rule.DIVISION: {
        "whole numbers": lambda t: t.big / t.small,
        "by a number": lambda t: t.big / 60,
        "money by a number of things": lambda t: t.money / t.big,
        "sums": lambda t: t.big.sum() / t.count(),
    },
    Rule.WHOLE: {
        "a float": lambda t: t.share.cast("int64"),
        "what a division gave": lambda t: (t.big.cast("float64") / 4).cast("int32"),
        "money": lambda t: (t.money * 10_000).cast("int64"),
        "a float that was rounded": lambda t: t.share.round(),
        "one of which only one side is whole": lambda t: (t.big > 1).ifelse(t.share, 1.0).cast("int64"),
        "tried": lambda t: t.share.try_cast("int64"),
    },
    Rule.EPOCH: {
        "as it came": lambda t: t["at"].epoch_seconds(),
        "cut to milliseconds": lambda t: t["at"].truncate("ms").epoch_seconds(),
        "of the later of a time that was cut and one that was not": lambda t: (
            (t["at"].truncate("s") > t.later).ifelse(t["at"].truncate("s"), t.later).epoch_seconds()
        ),
        "kept as it came": lambda t: t.mutate(seen=t["at"]).seen.epoch_seconds(),
        "the first of them": lambda t: t["at"].min().epoch_seconds(),
        "a moment with a part of a second": lambda t: t.big - moment("2025-01-01 00:00:00.5").epoch_seconds(),
        "cut, then moved by milliseconds": lambda t: (t["at"].truncate("s") + t.big.as_interval("ms")).epoch_seconds(),
    },
    Rule.ORDERED: {
        "the first in order": lambda t: t.who.first(order_by=t["at"]),
        "the last in order": lambda t: t.who.last(order_by=t["at"]),
        "a list in order": lambda t: t.who.collect(order_by=t["at"]),
        "words in order": lambda t: t.who.group_concat(order_by=t["at"]),
        "words in no order": lambda t: t.who.group_concat(),
        "the first in no order": lambda t: t.who.first(),
    },
    Rule.AS_OF: {
        "a join": lambda t: t.asof_join(t.view(), "at"),
        "a join by key": lambda t: t.asof_join(t.view(), "at", predicates="who").select("who"),
    },
    Rule.DISTINCT: {
        "of teams": lambda t: by_team(n=lambda own: own.who.nunique()).n.sum(),
        "of teams, about": lambda t: by_team(n=lambda own: own.who.approx_nunique()).n.sum(),
        "over a window": lambda t: t.who.nunique().over(group_by=t.team).sum(),
        "handed on": lambda t: (
            by_team(n=lambda own: own.who.nunique()).mutate(m=lambda own: own.n.fill_null(0) * 2).m.sum()
        ),
        "of two halves": lambda t: (
            by_team(n=lambda own: own.who.nunique()).union(by_team(n=lambda own: own.day.nunique())).n.sum()
        ),
        "added": lambda t: t.who.nunique(where=t.big > 1) + t.who.nunique(where=t.big <= 1),
    },
}
RIGHT: Final[dict[Rule, dict[str, Callable[[Rows], Rows]]]] = {
    Rule.PRODUCT: {
        "widened": lambda t: t.small.cast("int64") * t.small,
        "a wide one and a number": lambda t: t.big * 100,
        "seconds of a time": lambda t: seconds(t).cast("int64") * 1000,
        "money": lambda t: t.money * 10_000,
        "floats": lambda t: t.share * t.share,
        "added": lambda t: t.small + t.small,
    },
    Rule.DIVISION: {
        "as a float": lambda t: t.big.cast("float64") / t.small,
        "by a float": lambda t: t.big / 3600.0,
        "to a whole number": lambda t: t.big // 60,
        "what is a float": lambda t: t.share / t.big,
    },
    Rule.WHOLE: {
        "cut off": lambda t: (t.big.cast("float64") / 4).floor().cast("int64"),
        "cut off, and kept": lambda t: t.mutate(n=t.share.floor()).n.cast("int32"),
        "money rounded": lambda t: (t.money * 10_000).round().cast("int64"),
        "whole already": lambda t: t.small.cast("int64"),
        "a truth": lambda t: (t.big > 1).cast("int64"),
        "a bucket": lambda t: t.share.log(1.02).ceil().cast("int64"),
        "words": lambda t: t.who.cast("int64"),
        "whole floats": lambda t: (t.big > 1).ifelse(2.0, t.big.cast("float64")).cast("int64"),
        "rounded to cents": lambda t: t.share.round(2),
    },
    Rule.EPOCH: {
        "cut off": seconds,
        "a day": lambda t: t.day.epoch_seconds(),
        "a day as a time": lambda t: t.day.cast("timestamp").epoch_seconds(),
        "cut off before": lambda t: t.mutate(seen=t["at"].truncate("s")).seen.epoch_seconds(),
        "the last that was cut off": lambda t: (
            t.mutate(seen=t["at"].truncate("s")).group_by("team").aggregate(seen=lambda own: own.seen.max())
        ).seen.epoch_seconds(),
        "of two tables": lambda t: (
            t.select(seen=t["at"].truncate("s")).union(t.select(seen=t.later.truncate("m"))).seen.epoch_seconds()
        ),
        "found by a join": lambda t: joined(t).seen.epoch_seconds(),
        "a moment": lambda t: t.big - moment("2025-01-01 00:00:00").epoch_seconds(),
        "the next": lambda t: t["at"].truncate("s").lead().over(group_by=t.team, order_by=t["at"]).epoch_seconds(),
        "one or nothing": lambda t: (t.big > 1).ifelse(t["at"].truncate("s"), None).epoch_seconds(),
        "moved by seconds": lambda t: (t["at"].truncate("s") + t.big.as_interval("s")).epoch_seconds(),
    },
    Rule.ORDERED: {
        "by a key": lambda t: t.who.argmax(t["at"]),
        "of a window": last_in_order,
        "a list": lambda t: t.who.collect().sort(),
        "the largest": lambda t: t.who.max(),
        "rows in order": lambda t: t.order_by("at").select("who"),
    },
    Rule.AS_OF: {
        "by equal keys": joined,
        "by keys and the time": lambda t: t.left_join(seen := t.view(), [t.who == seen.who, t["at"] >= seen["at"]]),
    },
    Rule.DISTINCT: {
        "counted": lambda t: t.who.nunique(),
        "each row once": once_a_row,
        "rows of what is there once": lambda t: t.group_by("team", "who").aggregate().count(),
        "how many teams have several": lambda t: (
            (by_team(n=lambda own: own.who.nunique()).n > 1).ifelse(1, 0).sum()
        ),
        "the most": lambda t: by_team(n=lambda own: own.who.nunique()).n.max(),
        "of different things": lambda t: t.who.nunique() + t.day.nunique(),
        "counts": lambda t: by_team(n=lambda own: own.who.count()).n.sum(),
    },
}  # fmt: skip


def each_of(listed: dict[Rule, dict[str, Callable[[Rows], Rows]]]) -> list[Any]:
    return [
        pytest.param(rule, make, id=f"{rule}: {name}") for rule, every in listed.items() for name, make in every.items()
    ]


@pytest.mark.parametrize(("rule", "make"), each_of(OFFENDERS))
def test_what_engines_do_differently_is_found(rule: Rule, make: Callable[[Rows], Rows]) -> None:
    (found,) = unportable(make(rows()))
    assert found.rule is rule
    assert found.remedy.startswith(("Write", "Join", "Group"))


@pytest.mark.parametrize(("rule", "make"), each_of(RIGHT))
def test_what_is_written_rightly_is_left_alone(rule: Rule, make: Callable[[Rows], Rows]) -> None:
    assert unportable(make(rows())) == ()
    assert rule in OFFENDERS


def test_it_says_of_which_columns_and_each_thing_once() -> None:
    t = rows()
    found = unportable(t.select(a=t.big / t.small, b=t.big / t.small > 1, c=t["at"].epoch_seconds()))
    assert [each.rule for each in found] == [Rule.DIVISION, Rule.EPOCH]
    assert found[0].says.endswith("differently (big, small)")
    assert found[1].says.endswith("cut off (at)")


def test_every_variant_is_asked() -> None:
    asked = {(each.metric.name, each.variant.name) for each in every_formula()}
    assert asked == {(metric.name, name) for metric in catalogue().values() for name in metric.variants}


@pytest.mark.parametrize("metric", catalogue())
def test_metrics_are_the_same_everywhere(metric: str) -> None:
    asked = {
        str(each.spec): [*expressions(each, SLICES, KINDS)] for each in every_formula() if each.metric.name == metric
    }
    assert all(asked.values())
    found = {name: [unportable(made) for _, made in listed] for name, listed in asked.items()}
    assert {name: each for name, each in found.items() if any(each)} == {}


@pytest.mark.parametrize("seed", range(12))
def test_clocks_are_the_same_everywhere(seed: int) -> None:
    import ibis

    days, cells = grids(CALENDARS.values(), FIRST, LAST)
    tables = Grids(days.expression, cells.expression, tuple(RECORDED))
    steps = moments(expression(CASE), expression(CASE_EVENT))
    kept, clock = ibis.table(steps.schema(), name="moments"), Dice(random.Random(seed)).clock()  # noqa: S311
    asked = kept.select(at=kept["at"], calendar=calendar_of(clock, kept, tables.recorded))
    for each in (steps, measured("k", clock, kept, tables), missing(asked, tables.days, ("at",))):
        assert unportable(each) == ()


def test_what_engines_are_certified_by_is_the_same_everywhere() -> None:
    import ibis

    values = ibis.table(operations.KINDS, name=operations.NAME)
    found = {name: unportable(make(values)) for name, make in operations.operations().items()}
    assert {name: each for name, each in found.items() if each} == {}


SAID: Final = {
    "select cast(epoch(opened_at) as bigint) from t": (Rule.EPOCH, "EPOCH(opened_at)"),
    "select sum(a) / count(*) from t": (Rule.DIVISION, "SUM(a) / COUNT(*)"),
    "select first(a order by b) from t": (Rule.ORDERED, "FIRST(a ORDER BY b)"),
    "select last(a) from t": (Rule.ORDERED, "LAST(a)"),
    "select array_agg(a order by b) from t": (Rule.ORDERED, "ARRAY_AGG(a ORDER BY b)"),
    "select string_agg(a, ',' order by b) from t": (Rule.ORDERED, "LISTAGG(a, ',' ORDER BY b)"),
    "select * from t asof join u on t.k = u.k and t.at >= u.at": (Rule.AS_OF, "ASOF JOIN u ON t.k = u.k"),
    "select sum(n) from (select g, count(distinct who) as n from t group by g) as u": (Rule.DISTINCT, "SUM(n)"),
}
FINE: Final = (
    "select cast(epoch(date_trunc('second', opened_at)) as bigint), extract(month from day) from t",
    "select cast(sum(a) as double) / count(*) from t",
    "select first_value(a) over (order by b), row_number() over (partition by g order by b) from t order by a",
    "select max(n), count(*) from (select g, count(distinct who) as n from t group by g) as u",
    "select * from t left join u on t.k = u.k and t.at >= u.at",
)


@pytest.mark.parametrize("query", SAID)
def test_what_is_written_by_hand_is_seen_too(query: str) -> None:
    (found,) = unportable_sql(query, "duckdb")
    assert (found.rule, SAID[query][1] in found.says) == (SAID[query][0], True), found.says


@pytest.mark.parametrize("query", FINE)
def test_what_is_written_rightly_by_hand_is_left_alone(query: str) -> None:
    assert unportable_sql(query, "duckdb") == ()


def relations_of(dialect: str) -> Iterator[str]:
    """Give the text of every relation that a plan may name, with rows and without, accounts dated and not."""
    known = ("2025-03-31", "2025-03-31", "2025-03-31", ())
    state = State({(name, month): Partition(name, month, "", 1, month, *known)
                   for name in READABLE for month in ("2025-02", "2025-03")})  # fmt: skip
    facts = Laid(dialect)
    for plan in plans(every_formula(), SLICES, KINDS).values():
        for by_month in (True, False):
            yield from relations(facts, state, plan, ["2025-03"], by_month).values()
    backlog = plans([each for each in every_formula() if "backlog" in each.variant.tables], SLICES, KINDS)["backlog"]
    cases = State({key: each for key, each in state.partitions.items() if key[0] == "case"})
    yield from relations(facts, cases, backlog, ["2025-03"], account_by_month=True).values()
    yield nothing(CASE, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_relations_are_the_same_everywhere(dialect: str) -> None:
    texts = [*relations_of(dialect)]
    assert len(set(texts)) > 10
    assert {text: found for text in texts if (found := unportable_sql(text, dialect))} == {}
