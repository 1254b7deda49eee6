"""Worlds that nobody had in mind when the audits were made: nothing in them may stand out, and what is planted does."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from truegreen.clocks.by_team import Pauses
from truegreen.model.audit import Standing
from truegreen.signals.audit.bunching import Took
from truegreen.signals.audit.bunching import drafts as bunching
from truegreen.signals.audit.drafts import Draft, judged
from truegreen.signals.audit.pause_share import drafts as pause_share
from truegreen.signals.audit.peers import Point, Size, chances, mean_of
from truegreen.signals.audit.survey_coverage import drafts as coverage
from truegreen.signals.audit.surveyed import Surveyed
from truegreen.signals.audit.who_answers import drafts as who_answers
from truegreen.signals.audit.who_is_invited import drafts as who_is_invited
from truegreen.signals.audit.who_is_invited import gate
from truegreen.stats.validity.families import adjusted

Floats = NDArray[np.float64]
TEAMS, CASES = 4, 6_000


def stand_out(found: list[Draft]) -> list[Draft]:
    return [each for each in judged(found, adjusted, 0.1) if each.standing is Standing.STANDS_OUT]


def office(random: np.random.Generator, work: Floats) -> tuple[Floats, Floats]:
    """Give when cases are opened and resolved, in hours of a clock that the desk keeps from nine to five."""
    opened = random.uniform(9, 17, len(work))
    until = opened - 9 + work
    return opened, 24 * (until // 8) + 9 + until % 8


def timed(kind: str, seed: int, members: int = TEAMS) -> Took:
    random = np.random.default_rng(seed)
    target, took = np.full(CASES, 24.0), random.gamma(2.2, 8, CASES)
    if kind == "heavy tails":
        took = np.exp(random.normal(2.5, 1.5, CASES))
    elif kind == "full hours":
        took = np.maximum(took.round(), 1)
    elif kind == "half in full hours":
        took = np.where(random.random(CASES) < 0.5, np.maximum(took.round(), 1), took)
    elif kind == "minutes of an hour":
        took, target = np.round(random.gamma(2.2, 0.4, CASES) * 60) / 60, np.ones(CASES)
    elif kind == "two kinds of work":
        took = np.where(random.random(CASES) < 0.5, random.gamma(8, 2, CASES), random.gamma(40, 0.7, CASES))
    elif kind in ("a desk that closes", "due when the desk closes", "due the same day"):
        opened, resolved = office(random, random.gamma(2, 5 if kind != "due the same day" else 2.5, CASES))
        took = resolved - opened
        target = {"a desk that closes": target, "due when the desk closes": 41 - opened}.get(
            kind, 17 - opened + 24 * (opened > 13)
        )
    elif kind == "tidied up before six":
        opened = random.uniform(8, 18, CASES)
        resolved = opened + random.gamma(2, 8, CASES)
        closing = np.ceil((resolved - 18) / 24) * 24 + 18 - random.uniform(0, 0.3, CASES)
        took, target = np.where(random.random(CASES) < 0.3, closing, resolved) - opened, 42 - opened
    some = took > 0
    return Took(took[some] * 3600, target[some] * 3600, np.arange(CASES)[some] % members)


KINDS = (
    "smooth", "heavy tails", "full hours", "half in full hours", "minutes of an hour", "two kinds of work",
    "a desk that closes", "due when the desk closes", "due the same day", "tidied up before six",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_honest_times_do_not_bunch(kind: str) -> None:
    """Of twenty worlds, each with four teams and a target, at most two may have a line by chance."""
    assert sum(bool(stand_out(bunching("team", timed(kind, seed)))) for seed in range(20)) <= 2


@pytest.mark.parametrize("kind", ["due when the desk closes", "tidied up before six"])
def test_an_hour_that_is_so_every_day_is_no_bunching(kind: str) -> None:
    assert not stand_out(bunching("team", timed(kind, 1, members=1)))


def pushed(seed: int, target: float, share: float) -> tuple[Took, int]:
    """Give cases of which team 0 ends a share of those late by up to a sixth just inside instead, and how many."""
    random = np.random.default_rng(seed)
    member = random.integers(0, TEAMS, CASES)
    took = target * random.gamma(3, 0.27, CASES)
    late = (took > target) & (took < 1.15 * target) & (member == 0) & (random.random(CASES) < share)
    took = np.where(late, target * (1 - 0.05 * random.random(CASES)), took)
    return Took(took * 3600, np.full(CASES, target * 3600), member), int(late.sum())


@pytest.mark.slow
@pytest.mark.parametrize("target", [24.0, 4.0, 1.0, 0.5])
def test_one_team_that_pushes_one_case_in_twenty_is_named_and_counted(target: float) -> None:
    named, counted, others = 0, [], 0
    for seed in range(20):
        took, moved = pushed(seed, target, 0.5)
        found = {each.member: each for each in stand_out(bunching("team", took))}
        named += "0" in found
        others += bool(found.keys() - {"0", ""})
        if "0" in found:
            counted.append(found["0"].also["moved"] / moved)
    assert named >= 17
    assert others <= 1
    assert 0.8 < float(np.mean(counted)) < 1.2


def spread(random: np.random.Generator, members: int, between: float, sizes: float) -> list[Size]:
    """Give members of most uneven size whose shares differ anyway."""
    of = (np.exp(random.normal(6, sizes, members)) + 30).astype(int)
    hits = random.binomial(of, np.clip(0.1 * np.exp(random.normal(0, between, members)), 0, 0.95))
    expected = of * hits.sum() / of.sum()
    return [Size(str(n), int(hits[n]), int(of[n]), float(expected[n])) for n in range(members)]


@pytest.mark.slow
@pytest.mark.parametrize(("members", "between", "sizes"), [(8, 0.3, 1.0), (12, 0.6, 1.5), (30, 0.3, 1.0)])
def test_one_world_in_ten_has_an_odd_member_however_uneven(members: int, between: float, sizes: float) -> None:
    random = np.random.default_rng(3)
    called = 0
    for _ in range(300):
        found = chances(spread(random, members, between, sizes)).values()
        called += min(adjusted([each for each in found if each is not None])) <= 0.1
    assert called / 300 < 0.14


def test_the_variance_among_members_is_that_of_the_trials_of_a_vaccine() -> None:
    """Thirteen trials of BCG: log risk ratios; Paule and Mandel's, the same as empirical Bayes', is 0.31807."""
    trials: Mapping[str, list[int]] = {
        "hits": [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
        "of": [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
        "hits_without": [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
        "of_without": [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
    }
    hits, of, other, of_other = (np.array(each, dtype=float) for each in trials.values())
    values, errors = np.log(hits / of / (other / of_other)), 1 / hits - 1 / of + 1 / other - 1 / of_other
    points = [Point(float(value), float(error)) for value, error in zip(values, errors, strict=True)]
    assert mean_of(points)[2] == pytest.approx(0.31807, abs=1e-5)


def by_channel(seed: int) -> Surveyed:
    """Give a world in which only telephone customers are asked, nearly all; e-mail is late more often, by its nature.

    Each agent does both; one team has e-mail only, the others mostly telephone.
    """
    random = np.random.default_rng(seed)
    team = random.integers(0, 6, CASES)
    mail = random.random(CASES) < np.where(team == 0, 0.97, 0.2)
    late = random.random(CASES) < np.where(mail, 0.3, 0.08)
    invited = random.random(CASES) < np.where(mail, 0.02, 0.9)
    answered = invited & (random.random(CASES) < 0.3)
    content = np.where(answered, random.random(CASES) < np.where(late, 0.6, 0.9), np.nan).astype(float)
    agent = team * 5 + random.integers(0, 5, CASES)
    return Surveyed(
        measure="content", title="Content", target=None, eligible=np.ones(CASES, dtype=bool), invited=invited,
        answered=answered, content=content, member=team.astype(str), within=2 * agent + mail, kinds=mail.astype(int),
        traits={"was late": late},
    )  # fmt: skip


@pytest.mark.slow
def test_a_survey_of_some_channels_only_is_nobodys_choice() -> None:
    called = 0
    for seed in range(20):
        found = by_channel(seed)
        called += bool(stand_out([*coverage("team", found), *who_is_invited(found), *gate(found), *who_answers(found)]))
    assert called <= 3


def test_a_team_with_the_work_that_waits_does_not_let_it_wait() -> None:
    """The hard work of one team stands still for half of its time, as such work does; that of the others seldom."""
    random, members, expected = np.random.default_rng(1), [], {}
    for place in range(8):
        still = random.normal(0.5 if place == 0 else 0.15, 0.1, 400).clip(0, 1) * 3600
        members.append(
            Pauses(
                str(place), ran=int(3600 * 400 - still.sum()), customer=int(still.sum()), cases=400,
                whole_squares=3600.0**2 * 400, still_squares=float((still**2).sum()),
                products=float(3600 * still.sum()),
            )
        )  # fmt: skip
        expected[str(place)] = 0.5 if place == 0 else 0.15
    assert [each.member for each in stand_out(pause_share("team", members))] == ["0"]
    assert not stand_out(pause_share("team", members, expected))
    assert [each.member for each in stand_out(pause_share("team", members, expected | {"0": 0.15}))] == ["0"]
