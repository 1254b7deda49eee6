"""Who may do a kind of work, and why not the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truegreen.model.plan import ContactType, Kind, Level, Needs, Plan, Segment, Site
from truegreen.model.profile import Condition, Told
from truegreen.sourcing.profiles.eligible import eligible
from truegreen.sourcing.profiles.hours import gap
from truegreen.sourcing.profiles.needs import NO_PLACE, needs_of, together
from truegreen.sourcing.profiles.solving import solving, spread
from truegreen.units.calendar import Shift
from truegreen.units.quantity import Quantity

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def share(percent: int) -> Quantity:
    return Quantity(Decimal(percent), "%")


def shifts(*said: str) -> tuple[Shift, ...]:
    return tuple(Shift.parse(each) for each in said)


def plan(site: Site, needs: Needs, segment: Needs | None = None) -> Plan:
    return Plan(
        plan="a", currency="EUR", starts=YEAR[0], sites={"There": site}, types={"claims": ContactType(needs=needs)},
        segments={} if segment is None else {"Large": Segment(needs=segment)},
    )  # fmt: skip


def why(site: Site, needs: Needs, **more: object) -> list[Condition]:
    return [each.condition for each in eligible(plan(site, needs), "There", "claims", zone="Europe/London", **more)]  # type: ignore[arg-type]


def test_every_condition_that_is_not_met_is_a_reason_and_all_are_given() -> None:
    poor = Site(
        supplier="S", languages={"de": Level.B2}, skills=("letters",), residency="US", open=shifts("mon 09:00-10:00")
    )
    needs = Needs(
        languages={"de": Level.C1, "pt": Level.A1}, open=shifts("mon-fri 09:00-17:00"), certificates=("ISO 27001",),
        residency=("EU",),
    )  # fmt: skip
    assert why(poor, needs) == [
        Condition.SKILL, Condition.LANGUAGE, Condition.LANGUAGE, Condition.HOURS, Condition.CERTIFICATE,
        Condition.RESIDENCY,
    ]  # fmt: skip
    rich = Site(
        supplier="S", languages={"de": Level.NATIVE, "pt": Level.A1}, open=shifts("mon-sun 00:00-24:00"),
        certificates=("ISO 27001", "PCI DSS"), residency="EU", skills=("claims",),
    )  # fmt: skip
    assert why(rich, needs) == []


def test_a_segment_asks_beside_the_contact_type() -> None:
    one = Needs(languages={"de": Level.B2}, residency=("EU", "UK"), solved=share(70))
    other = Needs(
        languages={"de": Level.C1, "fr": Level.A2}, residency=("UK", "US"), solved=share(80), chance=share(90)
    )
    both = needs_of(plan(Site(supplier="S"), one, other), "claims", "Large")
    assert dict(both.languages) == {"de": Level.C1, "fr": Level.A2}
    assert (both.residency, both.solved, both.chance) == (("UK",), share(80), share(90))
    assert together([Needs(residency=("EU",)), Needs(residency=("US",))]).residency == (NO_PLACE,)


def test_the_same_hours_in_another_zone_are_covered() -> None:
    assert (
        gap(shifts("mon-fri 08:00-18:00"), "Europe/Lisbon", shifts("mon-fri 09:00-19:00"), "Europe/Madrid", *YEAR)
        is None
    )
    night = shifts("mon-fri 16:00-24:00", "tue-sat 00:00-01:00")
    assert gap(shifts("mon-fri 09:00-17:00"), "Europe/London", night, "Asia/Manila", *YEAR) is None
    early = shifts("mon-fri 16:00-24:00")
    assert gap(shifts("mon-fri 09:00-17:00"), "Europe/London", early, "Asia/Manila", *YEAR) is not None


def test_daylight_saving_opens_a_gap_for_the_weeks_in_which_clocks_differ() -> None:
    """Phoenix never moves its clocks: 09:00 in New York is 07:00 there in winter, and 06:00 in summer."""
    left = gap(
        shifts("mon-fri 09:00-17:00"), "America/New_York", shifts("mon-fri 07:00-15:00"), "America/Phoenix", *YEAR
    )
    assert left is not None
    assert (left.first.date(), left.first.hour) == (date(2026, 3, 9), 9)
    assert left.weeks == 34
    assert left.share == pytest.approx(34 * 5 / (8 * 261), abs=1e-3)
    london = gap(
        shifts("mon-fri 14:00-15:00"), "Europe/London", shifts("mon-fri 09:00-10:00"), "America/New_York", *YEAR
    )
    assert london is not None
    assert london.weeks == 4  # clocks change two weeks or three apart in March, one in October


@given(st.integers(0, 22), st.integers(1, 12), st.sampled_from(["UTC", "Europe/London", "Asia/Manila"]))
def test_who_is_there_whenever_asked_leaves_nothing(begins: int, length: int, zone: str) -> None:
    asked = (Shift(("mon", "wed"), begins * 60, min(begins + length, 24) * 60),)
    assert gap(asked, zone, asked, zone, *YEAR) is None
    assert gap(asked, zone, shifts("mon-sun 00:00-24:00"), "America/New_York", *YEAR) is None


def test_a_self_service_needs_what_customers_can_solve_and_no_hours() -> None:
    needs = Needs(open=shifts("mon-sun 00:00-24:00"), languages={"en": Level.B2})
    portal = Site(supplier="S", kind=Kind.SELF_SERVICE, languages={"en": Level.C1})
    assert why(portal, needs) == [Condition.POSSIBLE]
    said = plan(portal, needs)
    known = Plan(**{**{each: getattr(said, each) for each in ("plan", "currency", "starts", "sites")},
                    "types": {"claims": ContactType(needs=needs, self_service=share(30))}})  # fmt: skip
    assert eligible(known, "There", "claims", zone="UTC") == ()


def test_few_cases_neither_let_in_nor_keep_out() -> None:
    """Three solved of three prove nothing beside sites of thousands of cases that solve 60 %."""
    others = spread([600, 610, 590, 3], [1000, 1000, 1000, 3])
    lucky, many = solving(others, 3, 3, None, 0.7), solving(others, 9_500, 10_000, None, 0.7)
    assert lucky.chance is not None
    assert lucky.chance < 0.8
    assert many.chance is not None
    assert many.chance > 0.99
    assert why(Site(supplier="S"), Needs(solved=share(70)), solving=lucky) == [Condition.SOLVED]
    assert why(Site(supplier="S"), Needs(solved=share(70)), solving=many) == []


def test_what_a_plan_assumes_counts_only_where_no_case_tells() -> None:
    others = spread([600, 610], [1000, 1000])
    assert solving(others, 600, 1000, 0.95, 0.7).told is Told.MEASURED
    assert solving(others, 0, 0, 0.95, 0.7).chance == 1.0
    assert solving(others, 0, 0, None, 0.7).told is Told.OTHERS
    assert solving(None, 0, 0, None, 0.7).told is Told.NOBODY
    assert why(Site(supplier="S"), Needs(solved=share(70)), solving=solving(None, 0, 0, None, 0.7)) == [
        Condition.SOLVED
    ]


LEVELS = st.dictionaries(st.sampled_from(["en", "de", "pt"]), st.sampled_from(list(Level)), max_size=3)
PAPERS = st.sets(st.sampled_from(["ISO 27001", "PCI DSS", "AEO"])).map(tuple)
HOURS = st.sets(st.sampled_from(["mon 09:00-12:00", "mon-fri 08:00-18:00", "sat 10:00-14:00"])).map(
    lambda each: shifts(*each)
)


@settings(max_examples=30)
@given(LEVELS, LEVELS, PAPERS, PAPERS, HOURS, HOURS)
def test_asking_more_never_lets_in_and_having_more_never_keeps_out(
    spoken: dict[str, Level], more: dict[str, Level], held: tuple[str, ...], papers: tuple[str, ...],
    there: tuple[Shift, ...], asked: tuple[Shift, ...],
) -> None:  # fmt: skip
    site = Site(supplier="S", languages=spoken, certificates=held, open=there, zone="Europe/Lisbon")
    needs = Needs(languages=more, certificates=papers, open=asked)
    few = why(site, Needs())
    many = why(site, needs)
    assert len(few) <= len(many)
    assert len(why(site, together([needs, Needs(languages={"fr": Level.A1})]))) == len(many) + 1
    rich = Site(
        supplier="S", languages={**spoken, **dict.fromkeys(more, Level.NATIVE)}, certificates=(*held, *papers),
        open=(*there, *shifts("mon-sun 00:00-24:00")), zone="Europe/Lisbon",
    )  # fmt: skip
    assert why(rich, needs) == []
