"""Arms drawn afterwards have the law of arms drawn first: by algebra for every path, and by drawing many."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truegreen.world.trial import Step, drawn_afterwards, shared_out

CHANCES = st.floats(0.0, 0.9)
RATIOS = st.floats(1.0, 6.0)
SHARES = st.floats(0.05, 0.95)


def _array(*numbers: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(numbers, dtype=np.float64)


@given(CHANCES, SHARES, RATIOS)
def test_the_arms_chances_come_to_the_chance_of_both(chance: float, share: float, ratio: float) -> None:
    smaller, larger = (float(each[0]) for each in shared_out(_array(chance), _array(share), ratio))
    assert share * smaller + (1 - share) * larger == pytest.approx(chance, abs=1e-12)
    assert 0 <= smaller <= chance * (1 + 1e-9) <= larger * (1 + 2e-9) < 1.000001
    if larger < 0.95:
        assert larger == pytest.approx(ratio * smaller, abs=1e-9)


@given(st.lists(CHANCES, min_size=1, max_size=4), SHARES, RATIOS)
def test_every_path_has_the_law_of_a_trial(chances: list[float], share: float, ratio: float) -> None:
    """Chance of a path times the arm's chance afterwards is the arm's chance times that of the path in the arm."""
    for end in range(len(chances) + 1):  # it happens at step ``end``, or never
        steps = [Step(_array(chance), np.array([at == end])) for at, chance in enumerate(chances)]
        arms = drawn_afterwards(share, ratio, steps, once=True)
        lived = list(enumerate(chances))[: end + 1]
        of_all = np.prod([chance if at == end else 1 - chance for at, chance in lived])
        in_arm = np.prod([arms.steps[at][0][0] if at == end else 1 - arms.steps[at][0][0] for at, _ in lived])
        if of_all > 0:
            assert of_all * arms.smaller[0] == pytest.approx(share * in_arm, abs=1e-9)


def test_what_happens_again_and_again_has_the_law_of_a_trial() -> None:
    share, chances = 0.2, (0.3, 0.1, 0.4)
    for path in np.ndindex(2, 2, 2):
        steps = [Step(_array(chance), np.array([bool(did)])) for chance, did in zip(chances, path, strict=True)]
        arms = drawn_afterwards(share, 1.5, steps, once=False)
        of_all = np.prod([chance if did else 1 - chance for chance, did in zip(chances, path, strict=True)])
        in_arm = np.prod([step[0][0] if did else 1 - step[0][0] for step, did in zip(arms.steps, path, strict=True)])
        assert of_all * arms.smaller[0] == pytest.approx(share * in_arm)


def test_many_draws_are_a_randomised_trial() -> None:
    """Arms are alike in what was known before; the planted ratio holds in every step among those still there."""
    random, count, ratio = np.random.default_rng(11), 200_000, 2.5
    before = random.normal(size=count)
    steps, there, left = [], np.ones(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    failing = before
    for _ in range(4):
        chance = 1 / (1 + np.exp(3 - 0.8 * failing))
        happened = there & (random.random(count) < chance)
        steps.append(Step(chance, happened))
        there, left = there & ~happened, left | happened
        failing = 0.7 * failing + 0.7 * random.normal(size=count)
    arms = drawn_afterwards(0.85, ratio, steps, once=True)
    treated = random.random(count) < arms.smaller
    groups = np.digitize(before, [-1.0, 0.0, 1.0])
    for group in range(4):
        share = treated[groups == group].mean()
        assert share == pytest.approx(0.85, abs=4 * (0.85 * 0.15 / (groups == group).sum()) ** 0.5)
    for arm, planted in zip((treated, ~treated), arms.ever(), strict=True):
        assert left[arm].mean() == pytest.approx(planted.mean(), abs=4 * (0.25 / arm.sum()) ** 0.5)
    there = np.ones(count, dtype=np.bool_)
    for step, (smaller, larger) in zip(steps, arms.steps, strict=True):
        risks = [step.happened[there & arm].mean() / chance[there & arm].mean()
                 for arm, chance in ((treated, smaller), (~treated, larger))]  # fmt: skip
        assert risks == pytest.approx([1, 1], abs=0.06)
        there = there & ~step.happened


def test_what_was_not_lived_teaches_nothing() -> None:
    steps = [Step(_array(0.3), np.array([False])), Step(_array(0.3), np.array([False]), lived=False)]
    short = drawn_afterwards(0.85, 2.0, steps[:1], once=True)
    both = drawn_afterwards(0.85, 2.0, steps, once=True)
    assert both.smaller == short.smaller
    assert all(after > ahead for after, ahead in zip(both.ever(), short.ever(), strict=True))
