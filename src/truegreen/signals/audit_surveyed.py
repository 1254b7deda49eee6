"""What the audit of surveys looks at: who could have been asked, who was, who answered, and how their cases went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """The resolved cases in the scope of an experience level.

    Attributes:
        measure, title: the experience level.
        target: its level; None where it has none, or is no share.
        eligible, invited, answered: (N,) whether.
        content: (N,) the answer as a share, NaN where there is none.
        member: (N,) whose each case is.
        within: (N,) the stratum in which invitations are compared, from 0: agents, or teams.
        kinds: (N,) the kind of case, from 0.
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
