"""Assignment: in shares, in whole clusters, drawn once; who comes later moves nobody."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.value.pilots.made import of, pilot, registered
from truegreen.files.pilot_tables import assigned_text
from truegreen.model.pilot import Design, Randomised, Registered
from truegreen.value.pilots.assigning import Candidate, assigned, block

DAY = date(2025, 1, 5)
units = st.lists(st.text("abcdefgh", min_size=1, max_size=5), unique=True, max_size=60)


def candidates(names: list[str], strata: int = 1) -> list[Candidate]:
    return [Candidate(name, "", f"s{at % strata}") for at, name in enumerate(names)]


@given(units, st.integers(1, 4))
def test_each_stratum_is_split_as_evenly_as_it_can_be(names: list[str], strata: int) -> None:
    held = Counter((each.stratum, each.arm) for each in assigned(registered(), candidates(names, strata), (), DAY))
    for at in range(strata):
        assert abs(held[f"s{at}", "as-before"] - held[f"s{at}", "call-back"]) <= 1


@given(units, st.randoms())
def test_the_same_units_in_any_order_give_the_same_bytes(names: list[str], chance: st.DataObject) -> None:
    again = list(names)
    chance.shuffle(again)  # type: ignore[attr-defined]
    made = [assigned(registered(), [Candidate(each) for each in listed], (), DAY) for listed in (names, again)]
    assert assigned_text(made[0], "d") == assigned_text(made[1], "d")


@given(units, st.integers(0, 60))
def test_who_comes_later_moves_nobody_and_goes_on_where_the_stratum_stands(names: list[str], first: int) -> None:
    early = assigned(registered(), candidates(names[:first]), (), DAY)
    late = assigned(registered(), candidates(names), early, date(2025, 2, 1))
    assert {each.unit for each in late} == set(names[first:])
    held = Counter(each.arm for each in (*early, *late))
    assert abs(held["as-before"] - held["call-back"]) <= 1
    assert assigned_text([*early, *late], "d").startswith(assigned_text(early, "d"))
    assert assigned(registered(), candidates(names), (*early, *late), DAY) == []


@given(units)
def test_clusters_go_into_an_arm_as_a_whole_also_when_units_join_them(names: list[str]) -> None:
    found = [Candidate(name, f"T{at % 7}", f"s{at % 2}") for at, name in enumerate(names)]
    early = assigned(registered(clusters="team"), found[::2], (), DAY)
    every = [*early, *assigned(registered(clusters="team"), found, early, DAY)]
    arms: dict[str, set[tuple[str, str]]] = {}
    for each in every:
        arms.setdefault(each.cluster, set()).add((each.arm, each.stratum))
    assert len(every) == len(names)
    assert all(len(each) == 1 for each in arms.values())


def test_shares_are_kept_in_every_block() -> None:
    shares = {"held-out": Fraction(3, 20), "alerted": Fraction(17, 20)}
    for number in range(30):
        assert Counter(block(shares, "s", number, "salt")) == {"held-out": 3, "alerted": 17}
    places = [block(shares, "s", number, "salt").index("held-out") for number in range(200)]
    assert len(set(places)) > 8


def test_every_unit_has_the_same_chance_whatever_its_place() -> None:
    treated: Counter[str] = Counter()
    for number in range(400):
        of_digest = Registered(pilot=pilot(arms={"a": of("75 %"), "b": of("25 %")}), on=DAY, digest=f"{number}")
        for each in assigned(of_digest, candidates(["u1", "u2", "u3"]), (), DAY):
            treated[each.unit] += each.arm == "b"
    assert all(abs(each - 100) < 4 * (400 * 0.25 * 0.75) ** 0.5 for each in treated.values())


@pytest.mark.parametrize("digest", ["one", "two"])
def test_alerts_are_held_out_one_by_one(digest: str) -> None:
    arms = {"held-out": of("15 %"), "alerted": of("85 %")}
    said = pilot(design=Design.ALERTS, unit=Randomised.ACCOUNT, arms=arms, metric="retention")
    made = Registered(pilot=said, on=DAY, digest=digest)
    names = [f"A-{number}" for number in range(2_000)]
    every = assigned(made, [Candidate(each) for each in names], (), DAY)
    assert abs(sum(each.arm == "held-out" for each in every) - 300) < 4 * (2_000 * 0.15 * 0.85) ** 0.5
    alone = assigned(made, [Candidate("A-7")], (), DAY)
    assert alone[0].arm == next(each.arm for each in every if each.unit == "A-7")
