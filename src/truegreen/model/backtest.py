"""What early warning would have said, month by month, and what came of it: how far it can be trusted.

What is foretold now, and for whom, stands in `model.warning`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from truegreen.model.finding import Finding
from truegreen.model.leak import Leak
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.money import Money
from truegreen.units.period import Period


class Order(StrEnum):
    """By what alerts are given out: what a decision would cost on average, or how likely it is."""

    LOSS = "expected loss"
    CHANCE = "chance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One way of telling who may leave, and how well it did on months it had not seen.

    Figures are None where they cannot be told: too few decisions, or no chances to compare.

    Attributes:
        id: ``hazard``, ``bent``, ``trees``, or the id of a single signal.
        words: what it is.
        auc: how often an account that decides is ranked above one that does not, at the same moment; 0.5 is chance.
        precision: share of alerts that were followed by a decision within the horizon.
        recall: share of decisions within the horizon that had an alert, month by month.
        value_recall: the same, weighted by revenue.
        lead_days: median days from an account's first alert, of the seven months before, to its decision.
        already: share of alerts for accounts that had given notice before.
        slope: calibration slope: 1 where chances are right, below 1 where they are too bold.
        in_the_large: log odds by which decisions were more frequent than foretold; 0 where chances are right.
        brier: mean squared error of its chances.
        brier_base: the same, if everybody had been told the base rate known at that time.
        alerts, hits: alerts, and those that were followed by a decision.
        decisions: decisions counted by month in which they could have been foretold.
        judged: account-months of which it is known what came; ``decisions`` of them are the base rate.
        losses: accounts that decided, each counted once.
        warned: of these, those with an alert in the seven months before.
        warned_by_chance: of these, how many would have had one, alerted like any account at risk; None if not tried.
        difference: by how much its AUC is above the champion's, paired over origins; None for the champion.
        not_tried: why it was not tried; empty where it was.
    """

    id: str
    words: str
    auc: Estimate | None = None
    precision: Estimate | None = None
    recall: Estimate | None = None
    value_recall: Estimate | None = None
    lead_days: Estimate | None = None
    already: Estimate | None = None
    slope: Estimate | None = None
    in_the_large: Estimate | None = None
    brier: Estimate | None = None
    brier_base: float | None = None
    alerts: int = 0
    hits: int = 0
    decisions: int = 0
    judged: int = 0
    losses: int = 0
    warned: int = 0
    warned_by_chance: float | None = None
    difference: Estimate | None = None
    not_tried: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What the backtest says of the method, in short.

    Attributes:
        verdict: whether it tells leavers from others at all.
        because: why that is said, in a sentence.
        chosen: the contender that is used, with its figures.
        origins: months in which it was tried.
        first, last: of these.
        recalibrated: whether its chances were corrected by what had come of them before.
    """

    verdict: Verdict
    because: str
    chosen: Contender
    origins: int = 0
    first: Period | None = None
    last: Period | None = None
    recalibrated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One month from whose end the horizon was foretold, knowing only what was known then.

    Attributes:
        month: which.
        learnt_rows, learnt_decisions: account-months learnt from, and the decisions in them.
        at_risk: accounts that had not given notice.
        decided: of these, those that did within the horizon.
        expected: how many the chances made it.
        alerts, hits: alerts given, and those followed by a decision.
        already: alerts for accounts that had given notice before.
        auc: of that month alone; None where nobody, or everybody, decided.
    """

    month: Period
    learnt_rows: int
    learnt_decisions: int
    at_risk: int
    decided: int
    expected: float
    alerts: int
    hits: int
    already: int = 0
    auc: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What would have been said of an account some days before it decided.

    Attributes:
        days: before its decision: 30, 60, 90 or 180.
        as_of: the last month's end by then.
        chance: that was said; None where nothing could be said yet.
        rank, of: its place by chance among all at risk.
        alerted: whether its owner would have been told by then, in the seven months before it decided.
        why: why nothing could be said; empty where it was.
    """

    days: int
    as_of: date
    chance: float | None = None
    rank: int | None = None
    of: int | None = None
    alerted: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What would have been said before a real loss.

    Attributes:
        account, segment, owner: who left.
        decided: the day of notice; the day of leaving where ``is_late``.
        is_late: whether the notice is not recorded.
        revenue: what it paid a month.
        looks: the farthest first.
        first_alert, lead_days: the first alert of the seven months before it decided, and days from then; None if none.
    """

    account: str
    segment: str = ""
    owner: str = ""
    decided: date
    is_late: bool = False
    revenue: Money | None = None
    looks: Sequence[Look] = ()
    first_alert: date | None = None
    lead_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Account-months with much the same chance: how many were foretold to decide, and how many did.

    Attributes:
        low, high: the chances lie between.
        count: account-months.
        foretold: mean chance.
        happened: share that decided.
        happened_low, happened_high: 95 % interval of it, knowing that months of an account go together.
    """

    low: float
    high: float
    count: int
    foretold: float
    happened: float
    happened_low: float
    happened_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What would have been said, month by month, and what came of it.

    Attributes:
        agreement, title: under which agreement's measures.
        months: the horizon, and the gap between what was learnt from and the month foretold from.
        budget: alerts a month for each owner.
        order: by what alerts are given out.
        owners: how many owners there are; 0 where no record names one.
        contenders: the champion first, then its challengers.
        winner: id of the one that is used.
        because: why, in words.
        verdict: whether it tells leavers from others.
        wanted: about how many more decisions would be needed to tell; None where it can be told already.
        otherwise: the winner, had alerts been given out in the other order; None where there is none.
        grouped: the winner, had it never learnt from the accounts it judges; None where not tried.
        recalibrated: whether chances were corrected by what had come of them at earlier origins.
        origins: month by month, of the winner.
        bins: how the winner's chances fared, from low to high.
        before: what would have been said before each real loss, the dearest first.
        leaks: figures that may know too much.
        refused: why nothing was foretold; empty where it was.
        left_out: features that the records cannot give, with why.
        findings, run, known_until, version, seed: as in ``Ranked``; the seed is of the errors and folds.
    """

    agreement: str
    title: str
    months: int
    budget: int
    order: Order
    owners: int = 0
    contenders: Sequence[Contender] = ()
    winner: str = ""
    because: str = ""
    verdict: Verdict = Verdict.NOT_ENOUGH
    wanted: int | None = None
    otherwise: Contender | None = None
    grouped: Contender | None = None
    recalibrated: bool = False
    origins: Sequence[Origin] = ()
    bins: Sequence[Bin] = ()
    before: Sequence[Before] = ()
    leaks: Sequence[Leak] = ()
    refused: str = ""
    left_out: Sequence[tuple[str, str]] = ()
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""
    seed: int = 0
    version: int = 1
