"""Work by month with counts as they come: shares of cases, with a change planted or with none."""

from __future__ import annotations

from datetime import date

import numpy as np

from truegreen.model.effect import Came, Design, Effect, Expected, Naive, Question
from truegreen.units.period import Period, add_months
from truegreen.value.effects.lines import NEVER, Lines

START = date(2024, 1, 1)


def months(many: int) -> list[Period]:
    return [Period(add_months(START, at), add_months(START, at + 1)) for at in range(many)]


def place(seed: int, effect: float = 0.0, *, others: int = 16, many: int = 23, since: int = 14) -> Lines:
    """Draw one place among others; cases held at 88 %, and the change moves the first by so much."""
    random = np.random.default_rng(seed)
    count = np.append(150, random.choice([15, 30, 60, 120], others))[:, None] * np.ones(many)
    share = np.clip(0.88 + random.normal(size=(others + 1, 1)) * 0.03 + np.sin(np.arange(many) / 4) * 0.02, 0.02, 0.98)
    share[0, since:] = np.clip(share[0, since:] + effect, 0.02, 0.98)
    total = random.binomial(count.astype(int), share * np.ones((1, many))).astype(float)
    first = np.full(others + 1, NEVER)
    first[0] = since
    names = ["changed", *(f"other {at}" for at in range(others))]
    return Lines(
        names=names, months=months(many), total=total, count=count, first=first, clusters=np.array(names),
        units="pieces of work",
    )  # fmt: skip


def accounts(
    seed: int, effect: float = 0.0, *, drift: float = 0.0, many: int = 300, at: tuple[int, ...] = (10,)
) -> Lines:
    """Draw accounts of which two in five have a change, in some months; effects in the measure's own unit."""
    random = np.random.default_rng(seed)
    first = random.choice([NEVER, *at], many, p=[0.6, *([0.4 / len(at)] * len(at))])
    count = random.integers(8, 30, (many, 18)).astype(float)
    on = (first[:, None] >= 0) & (np.arange(18) >= first[:, None])
    mean = 5 + random.normal(size=(many, 1)) + np.cos(np.arange(18) / 3)
    mean = mean + effect * on + drift * (first[:, None] >= 0) * np.arange(18)
    total = (mean + random.normal(size=(many, 18)) * 3 / np.sqrt(count)) * count
    names = [f"A{at}" for at in range(many)]
    return Lines(
        names=names, months=months(18), total=total, count=count, first=first, clusters=np.array(names),
        units="accounts",
    )  # fmt: skip


def base(lines: Lines, design: Design, unit: str = "share") -> Effect:
    """Give what is known before anything is computed."""
    came = Came(where={"site": "Manila"}, since=lines.months[lines.since])
    question = Question(title="", measure="solved", came=[came], against={}, where={}, by=(), expected=Expected.ANY)
    return Effect(
        question=question, measure_title="Solved", unit=unit, better="higher", design=design, because="So.",
        naive=Naive(before=0.9, after=0.8, others_before=0.9, others_after=0.9), units=lines.units,
        treated=int(lines.treated.sum()), others=int((~lines.treated).sum()), since=lines.months[lines.since],
        until=lines.months[-1], before=lines.since, after=len(lines.months) - lines.since,
    )  # fmt: skip
