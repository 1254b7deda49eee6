"""Time that stands still, bunching and figures too good: what is planted is found, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from truegreen.clocks.by_team import Pauses
from truegreen.model.audit import Attainment, Compared, Moved, Rate, Standing
from truegreen.model.reading import Contract, Reading
from truegreen.signals.audit.bunching import Took
from truegreen.signals.audit.bunching import drafts as bunching
from truegreen.signals.audit.detectors import detectors
from truegreen.signals.audit.drafts import Draft, comparisons, judged
from truegreen.signals.audit.pause_share import drafts as pause_share
from truegreen.signals.audit.too_perfect import drafts as too_perfect
from truegreen.stats.validity.families import adjusted


def team(name: str, share: float, cases: int = 400) -> Pauses:
    """Give a team whose cases stand still for about a share of an hour each, some more and some less."""
    still = np.random.default_rng(len(name) + ord(name[-1])).normal(share, 0.15, cases).clip(0, 1) * 3600
    return Pauses(
        name, ran=int(3600 * cases - still.sum()), customer=int(still.sum()), cases=cases,
        whole_squares=3600.0**2 * cases, still_squares=float((still**2).sum()), products=float(3600 * still.sum()),
    )  # fmt: skip


def stand_out(found: list[Draft]) -> list[str]:
    return [each.member for each in judged(found, adjusted, 0.1) if each.standing is Standing.STANDS_OUT]


def test_a_team_that_pauses_far_more_stands_out() -> None:
    others = [team(name, 0.2) for name in "abcdef"]
    assert stand_out(pause_share("team", [*others, team("z", 0.5)])) == ["z"]
    assert stand_out(pause_share("team", [*others, team("z", 0.2)])) == []


def test_a_sure_difference_of_less_than_five_points_does_not_matter() -> None:
    assert (
        stand_out(pause_share("team", [*(team(name, 0.2, 40_000) for name in "abcdef"), team("z", 0.23, 40_000)])) == []
    )


def took(seed: int, moved: float) -> Took:
    """Give 6,000 cases of a day's target, of which a share of those late by up to four hours end inside instead."""
    random = np.random.default_rng(seed)
    hours = random.gamma(4, 5, 6000)
    late = (hours > 24) & (hours < 28) & (random.random(6000) < moved)
    hours = np.where(late, 24 - random.random(6000), hours)
    return Took(hours * 3600, np.full(6000, 86_400.0), np.full(6000, "a"))


def test_cases_moved_inside_are_seen_and_counted() -> None:
    (whole, member) = bunching("team", took(1, 0.6))
    assert stand_out([whole, member]) == ["", "a"]
    assert "more" in whole.says
    assert whole.also["kept_without"] < whole.also["kept"]


def test_smooth_times_do_not_bunch() -> None:
    assert not [seed for seed in range(10) if stand_out(bunching("team", took(seed, 0.0)))]


def test_a_heap_in_the_very_minute_of_the_target_is_no_bunching() -> None:
    clean = took(1, 0.0)
    heap = replace(clean, took=np.where(np.arange(6000) % 40 == 0, 86_400.0, clean.took))
    assert stand_out(bunching("team", heap)) == []


def reading(name: str, hits: int, of: int) -> Reading:
    return Reading(
        measure="day", spec="on_time.exactly_on_day", count=of, total=hits, squares=0, unit="share",
        slice={"provider": name} if name else {}, value=Fraction(hits, of),
    )  # fmt: skip


def test_who_is_too_perfect_stands_out_and_who_is_good_does_not() -> None:
    everybody = reading("", 612, 1000)
    members = [reading("perfect", 60, 60), reading("good", 50, 60), reading("few", 10, 10)]
    assert stand_out(too_perfect("day", "provider", members, everybody, Decimal("0.98"))) == ["perfect"]
    assert too_perfect("day", "provider", members, reading("", 99, 100), Decimal("0.98")) == []


FACT = detectors()["customer-had-replied"]
CHANCE = detectors()["self-raised"]


def moved(stated: int, without: int, missed: int = 0, missed_without: int = 0) -> Moved:
    made = [Attainment(hits, 1000, Fraction(hits, 1000), Contract.MET) for hits in (stated, without)]
    return Moved("m", "M", "share", made[0], made[1], missed, missed_without, 12)


@pytest.mark.parametrize(
    ("draft", "standing"),
    [
        (Draft(FACT, "", "", Rate(3, 1000), moved=(moved(950, 940),)), Standing.COUNTS),
        (Draft(FACT, "", "", Rate(3, 1000), moved=(moved(950, 950, 1, 2),)), Standing.COUNTS),
        (Draft(FACT, "", "", Rate(3, 1000)), Standing.ORDINARY),
        (Draft(FACT, "", "", Rate(50, 1000)), Standing.COUNTS),
        (Draft(FACT, "team", "a", Rate(3, 10)), Standing.TOO_FEW),
        (Draft(CHANCE, "team", "a", Rate(3, 10), Compared("x", None, "", 0.01)), Standing.STANDS_OUT),
        (Draft(CHANCE, "team", "a", Rate(3, 10), Compared("x", None, "", 0.2)), Standing.ORDINARY),
        (
            Draft(CHANCE, "", "", Rate(3, 10), Compared("x", None, "", 0.01), moved=(moved(950, 951),)),
            Standing.ORDINARY,
        ),
        (Draft(CHANCE, "", "", Rate(0, 10), Compared("x", None, "", 0.01)), Standing.ORDINARY),
    ],
)
def test_how_a_line_stands(draft: Draft, standing: Standing) -> None:
    (found,) = judged([draft], adjusted, 0.1)
    assert found.standing is standing


def test_chance_is_shared_out_over_all_comparisons() -> None:
    drafts = [Draft(CHANCE, "team", str(n), Rate(3, 10), Compared("x", None, "", 0.04)) for n in range(3)]
    many = [*drafts, *(Draft(CHANCE, "team", "n", Rate(3, 10), Compared("x", None, "", 0.9)) for _ in range(30))]
    assert len(stand_out(drafts)) == 3
    assert stand_out(many) == []
    assert comparisons(many) == 33
