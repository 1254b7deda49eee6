"""Early warning: which accounts may decide to leave, what it would cost, and why it is said.

An account **decides** on the day it gives notice; the day it leaves comes later and says nothing new. What may
happen is foretold for a **horizon** of some months from the end of a month. A **score** is the log odds of deciding
within it; its **causes** say what pulls it away from that of the usual account, and add up to it exactly. How well the
same method did before stands in `model.backtest`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from truegreen.model.backtest import Order, Trust
from truegreen.model.finding import Finding
from truegreen.units.money import Money


class Alert(StrEnum):
    """Whether an owner is told of an account this month."""

    RAISED = "alert"
    HELD_OUT = "held out"
    BEYOND = "beyond the budget"
    USUAL = "not above the usual"
    UNTOLD = "nobody can tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What pulls an account's score away from that of the usual account.

    Attributes:
        feature: its id, like ``satisfaction``.
        words: what it is, in words: “share of customers content, last three months”.
        value: of the account, in its unit; None where nobody knows it.
        usual: the mean over all accounts at risk that month, in its unit.
        unit: ``share``, ``share a month``, ``ratio``, ``months``, ``count``, ``amount``, ``score`` or ``yes``.
        pull: by how much the log odds are higher for it; negative where it speaks for staying. It holds what not
            knowing it says, too.
    """

    feature: str
    words: str
    value: float | None
    usual: float | None
    unit: str
    pull: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One thing that happened with an account.

    Attributes:
        day: the local day.
        kind: ``case``, ``survey``, ``signal``, ``silence``, ``engagement``, ``revenue`` or ``save``.
        words: what it was.
        weight: how serious, 1 to 5; 0 for what just is; below zero where it is good.
    """

    day: date
    kind: str
    words: str
    weight: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """A chance with its doubt: 95 times of 100 the interval has the true one."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One account that has not given notice.

    Attributes:
        rank: its place by expected loss, from 1; by chance where no revenue is known.
        account, owner, segment: which; empty where nobody knows.
        chance: that it gives notice within the horizon.
        hazard: chance that it gives notice in a month, if all months of the horizon were alike.
        score: log odds of ``chance``: ``Ranked.base`` plus the pulls of all its causes.
        is_high: whether even the low end of ``chance`` is above that of all accounts together.
        revenue: what it pays a month, the latest that is known; None where it is not known.
        residual: what it would still bring if it stayed as others do; None without revenue.
        loss: ``chance`` times ``residual``.
        renewal, months_to_renewal: the day of its next renewal, and months until then; None where not known.
        tenure_months: months as a customer; None where not known.
        causes: what pulls its score, the strongest first, whichever way.
        timeline: what happened lately, the latest first.
        alert: whether its owner is told.
        why: why its owner is told, or not, in words.
    """

    rank: int
    account: str
    owner: str = ""
    segment: str = ""
    chance: Chance
    hazard: float
    score: float
    is_high: bool = False
    revenue: Money | None = None
    residual: Money | None = None
    loss: Money | None = None
    renewal: date | None = None
    months_to_renewal: int | None = None
    tenure_months: int | None = None
    causes: Sequence[Cause] = ()
    timeline: Sequence[Happened] = ()
    alert: Alert = Alert.USUAL
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """All accounts that have not given notice, by what their leaving would be expected to cost.

    Attributes:
        agreement, title: under which agreement's measures.
        as_of: the last day of the month from whose end the horizon runs.
        months: the horizon.
        model: what the chances come from, in words.
        risks: the accounts, the greatest expected loss first.
        order: by what alerts are given out.
        budget: alerts a month for each owner.
        held_out: share of alerts held out at random, drawn with ``seed``.
        base, base_chance: score of the usual account, and the mean chance of all.
        given_notice: accounts that have given notice and are still there; none of them is ranked.
        trust: what the backtest says; None where it could not be made.
        left_out: features that the records cannot give, with why.
        findings: what is missing, or known to be wrong.
        run, known_until: which run, and the last moment its records cover.
        version: of the method; it changes when its numbers do.
    """

    agreement: str
    title: str
    as_of: date
    months: int
    model: str
    risks: Sequence[Risk]
    order: Order
    budget: int
    held_out: float = 0.0
    seed: int = 0
    base: float = 0.0
    base_chance: float = 0.0
    given_notice: int = 0
    trust: Trust | None = None
    left_out: Sequence[tuple[str, str]] = ()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    version: int = 1
