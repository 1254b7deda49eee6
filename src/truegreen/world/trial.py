"""A trial that was always there: which arm each account was in is drawn afterwards, from what it did.

What happens in the world is drawn first, as if nobody ran a trial, by the world's own chances. Let h be an account's
chance in a month and w the share in the arm with the smaller chance among accounts like it that are still there. The
two arms' chances are set so that w of one and 1 − w of the other come to h; what the account does is therefore what it
would do in a trial, and w learns from it by Bayes' rule. An arm drawn at the end with chance w has, with what happened
before, exactly the joint law of an arm drawn first: P(arm | all) · P(all) = P(arm) · P(all | arm). Whatever was known
before the trial moves w nowhere, so arms are independent of it, as a coin's are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truegreen.world.accounts import Chances

_MOST = 0.95


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of time.

    Attributes:
        chance: of what may happen, for those to whom it still may; 0 for all others.
        happened: whether it did.
        lived: whether the records reach so far; what might have been afterwards has chances and teaches nothing.
    """

    chance: Chances
    happened: NDArray[np.bool_]
    lived: bool = True


@dataclass(frozen=True, slots=True)
class Arms:
    """What a trial comes to, by account.

    Attributes:
        smaller: chance of having been in the arm with the smaller chance, given all that the account did.
        steps: chances under that arm and under the other, by step.
    """

    smaller: Chances
    steps: tuple[tuple[Chances, Chances], ...]

    def ever(self) -> tuple[Chances, Chances]:
        """Give the chance that it happens at least once, under the arm with the smaller chance and under the other."""
        never = [np.prod([1 - step[arm] for step in self.steps], axis=0) for arm in (0, 1)]
        return 1 - never[0], 1 - never[1]


def shared_out(chance: Chances, share: Chances, ratio: float) -> tuple[Chances, Chances]:
    """Give the two arms' chances, the second ``ratio`` times the first, that come to ``chance`` over both.

    Args:
        chance: of both arms together.
        share: of those still there that is in the arm with the smaller chance.
        ratio: 1 or more. Where it would take a chance above 0.95 (or above ``chance``, if that is more), it is less.
    """
    larger = np.clip(ratio * chance / (share + (1 - share) * ratio), chance, np.maximum(chance, _MOST))
    smaller = np.clip((chance - (1 - share) * larger) / share, 0.0, 1.0)
    return smaller, larger


def drawn_afterwards(share: float, ratio: float, steps: list[Step], *, once: bool) -> Arms:
    """Give the trial that these steps were, if ``share`` were put into the arm with the smaller chance at random.

    Args:
        share: of accounts, at the beginning.
        ratio: how many times larger the other arm's chance is, in each step.
        steps: what happened, in order.
        once: whether it happens to an account once and is over; its later chances then say what might have been.
    """
    over = np.zeros(len(steps[0].chance), dtype=np.bool_)
    there = np.full(len(over), share)  # among those to whom all this happened up to now
    known, chances = there, []
    for step in steps:
        smaller, larger = shared_out(step.chance, there, ratio)
        chances.append((smaller, larger))
        if_it_did = np.divide(smaller, step.chance, out=np.ones_like(smaller), where=step.chance > 0)
        if_not = np.divide(1 - smaller, 1 - step.chance, out=np.ones_like(smaller), where=step.chance < 1)
        if step.lived:
            known = np.where(over, known, there * np.where(step.happened, if_it_did, if_not))
        there = np.where(once | ~step.happened, there * if_not, there * if_it_did)
        over |= step.happened & once
    return Arms(known, tuple(chances))
