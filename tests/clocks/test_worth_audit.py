from __future__ import annotations

from random import Random

import pytest

from truegreen.clocks.by_team import Pauses
from truegreen.clocks.worth_audit import error, worth_audit


def team(name: str, times: list[tuple[int, int]]) -> Pauses:
    """A team of cases, each as seconds in its hands and seconds of these that stood still."""
    whole, still = (sum(each[place] for each in times) for place in (0, 1))
    return Pauses(
        name, len(times), customer=still, ran=whole - still, cases=len(times),
        whole_squares=float(sum(w * w for w, _ in times)), still_squares=float(sum(s * s for _, s in times)),
        products=float(sum(w * s for w, s in times)),
    )  # fmt: skip


def drawn(random: Random, cases: int, share: float) -> list[tuple[int, int]]:
    """Cases of very unequal length, a third of which stand still for a while."""
    times = []
    for _ in range(cases):
        ran = int(random.lognormvariate(9, 1))
        waited = random.random() < 1 / 3
        times.append((ran + (still := int(3 * waited * ran * share / (1 - share))), still))
    return times


def test_where_nothing_is_planted_no_team_is_named() -> None:
    named = 0
    for seed in range(200):
        random = Random(seed)  # noqa: S311 (a drawn world)
        teams = [team(f"team {each}", drawn(random, random.randint(5, 400), 0.2)) for each in range(12)]
        named += len(worth_audit(teams))
    assert named <= 4, "of 2,400 teams"


def test_where_teams_differ_by_their_work_no_team_is_named() -> None:
    random = Random(1)  # noqa: S311 (a drawn world)
    named = 0
    for _ in range(100):
        teams = [team(str(each), drawn(random, 300, random.uniform(0.02, 0.7))) for each in range(15)]
        named += len(worth_audit(teams))
    assert named <= 5, "of 1,500 teams"


def test_a_team_that_was_planted_is_named_alone() -> None:
    for seed in range(30):
        random = Random(seed)  # noqa: S311 (a drawn world)
        teams = [team(f"team {each}", drawn(random, 400, 0.1)) for each in range(11)]
        (found,) = worth_audit([*teams, team("planted", drawn(random, 400, 0.5))])
        assert found.team == "planted"
        assert found.share > 0.35
        assert found.others < 0.2


def test_too_few_teams_or_cases_are_not_compared() -> None:
    random = Random(3)  # noqa: S311 (a drawn world)
    others = [team(str(each), drawn(random, 400, 0.1)) for each in range(3)]
    assert not worth_audit([*others[:2], team("planted", drawn(random, 400, 0.6))])
    assert not worth_audit([*others, team("planted", drawn(random, 29, 0.6))])
    assert worth_audit([*others, team("planted", drawn(random, 400, 0.6))])


def test_the_error_of_a_share_is_how_much_it_varies() -> None:
    random = Random(5)  # noqa: S311 (a drawn world)
    every = [team("", drawn(random, 300, 0.2)) for _ in range(600)]
    shares = [each.still / each.whole for each in every]
    middle = sum(shares) / len(shares)
    spread = (sum((each - middle) ** 2 for each in shares) / (len(shares) - 1)) ** 0.5
    assert sum(map(error, every)) / len(every) == pytest.approx(spread, rel=0.12)
    assert error(team("", [(5, 1)])) == 0
