"""What the audit of surveys looks at: who could have been asked, who was, who answered, and how their cases went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truegreen.stats.validity.logistic import chances, design
from truegreen.stats.validity.response import Weights, weights


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """The resolved cases in the scope of an experience level.

    Attributes:
        measure, title: the experience level.
        target: its level; None where it has none, or is no share.
        eligible, invited, answered: (N,) whether.
        content: (N,) the answer as a share, NaN where there is none.
        member: (N,) whose each case is.
        within: (N,) the stratum in which invitations are compared, from 0: agents, or teams, by kind and channel.
        kinds: (N,) the kind of case, by type and channel, from 0.
        traits: by words like “late”, (N,) whether the case went so.
    """

    measure: str
    title: str
    target: Fraction | None
    eligible: NDArray[Any]
    invited: NDArray[Any]
    answered: NDArray[Any]
    content: NDArray[Any]
    member: NDArray[Any]
    within: NDArray[Any]
    kinds: NDArray[Any]
    traits: Mapping[str, NDArray[Any]]


def heard(found: Surveyed) -> NDArray[Any]:
    """Say of each case whether its customer's answer is known."""
    known: NDArray[Any] = found.answered & ~np.isnan(found.content)
    return known


def answer_weights(found: Surveyed) -> Weights:
    """Give what each answer counts: one over the chance that a case which went like it is answered."""
    answered = heard(found)
    return weights(chances(answered, *_columns(found)), answered)


def predicted(found: Surveyed) -> NDArray[Any]:
    """Give each case's chance of a content answer, by how it went, as those who answered tell it."""
    return chances(found.content, *_columns(found), among=heard(found)).values


def _columns(found: Surveyed) -> tuple[NDArray[Any], tuple[str, ...]]:
    numbers = {words: trait.astype(np.float64) for words, trait in found.traits.items()}
    return design(numbers, {"kind": found.kinds.astype(np.str_)})
