"""A feature: one thing that may tell who leaves, by account and month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truegreen.readings.account_months import Grid


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Feature:
    """One thing that may tell who leaves.

    Attributes:
        id, words, unit: which; see ``model.warning.Cause``.
        shown: (A, M) its value as people read it; NaN where nobody knows it.
        columns: by name, (A, M) what a model is given; NaN where nobody knows it.
        worse: 1 if more of it should speak for leaving, −1 if for staying, 0 if that is not said beforehand.
    """

    id: str
    words: str
    unit: str
    shown: Grid
    columns: Mapping[str, Grid]
    worse: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """All features as they were known at the end of one month.

    Attributes:
        place: of the month; grids end with it.
        listed: the features that the records give.
        left_out: by id, why others are not there.
    """

    place: int
    listed: tuple[Feature, ...]
    left_out: Mapping[str, str]
