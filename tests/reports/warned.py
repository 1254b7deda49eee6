"""Rankings and backtests made by hand, for the tests of what is said of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from truegreen.model.backtest import Backtest, Before, Bin, Contender, Look, Order, Origin, Trust
from truegreen.model.leak import Leak, LeakKind
from truegreen.model.warning import Alert, Cause, Chance, Happened, Ranked, Risk
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.money import Money
from truegreen.units.period import parse_period

AS_OF: Final = date(2025, 11, 30)
BASE: Final = -2.6
CAUSES: Final = (
    Cause(feature="returns", words="share of cases that came back within a week, last three months", value=0.41,
          usual=0.12, unit="share", pull=1.1),
    Cause(feature="silence", words="how surprising its silence is, by its own rhythm", value=4.2, usual=0.9,
          unit="score", pull=0.6),
    Cause(feature="renewal-0", words="a renewal within two months", value=1.0, usual=0.17, unit="yes", pull=0.4),
    Cause(feature="satisfaction", words="share of customers content, last three months", value=None, usual=0.84,
          unit="share", pull=-0.2),
)  # fmt: skip


def money(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def estimate(value: float, error: float = 0.02, count: int = 200) -> Estimate:
    return Estimate(value=value, error=error, low=value - 2 * error, high=value + 2 * error, count=count,
                    effective=count, smallest=2.8 * error, method="hand")  # fmt: skip


def risk(rank: int, account: str, *, alert: Alert = Alert.RAISED, owner: str = "AM3", paid: str = "12000") -> Risk:
    events = (
        Happened(day=AS_OF - timedelta(days=9), kind="signal", words="a competitor was named", weight=4),
        Happened(day=AS_OF - timedelta(days=20), kind="survey", words="a customer was not content", weight=3),
        Happened(day=AS_OF - timedelta(days=60), kind="case", words="three cases came back", weight=2),
        Happened(day=AS_OF - timedelta(days=100), kind="signal", words="praise", weight=-1),
    )
    return Risk(
        rank=rank, account=account, owner=owner, segment="Core", chance=Chance(value=0.33, low=0.2, high=0.49),
        hazard=0.125, score=BASE + sum(each.pull for each in CAUSES), is_high=True, revenue=money(paid),
        residual=money("300000"), loss=money("99000"), renewal=date(2026, 1, 1), months_to_renewal=1,
        tenure_months=30, causes=CAUSES, timeline=events, alert=alert, why="Third of the owner's five.",
    )  # fmt: skip


CHAMPION: Final = Contender(
    id="hazard", words="hazard of all that is known", auc=estimate(0.76), precision=estimate(0.21),
    recall=estimate(0.5), value_recall=estimate(0.6), lead_days=estimate(62, 6), already=estimate(0, 0),
    slope=estimate(0.95, 0.1),
    in_the_large=estimate(0.02, 0.1), brier=estimate(0.0412, 0.002), brier_base=0.0451, alerts=120, hits=25,
    decisions=50, judged=1000, losses=40, warned=24, warned_by_chance=9.5,
)  # fmt: skip


def ranked(*risks: Risk) -> Ranked:
    trust = Trust(verdict=Verdict.ESTABLISHED, because="It tells leavers.", chosen=CHAMPION, origins=12,
                  first=parse_period("2024-11"), last=parse_period("2025-10"))  # fmt: skip
    return Ranked(
        agreement="acme-care", title="Acme care", as_of=AS_OF, months=3, model="a hazard by month", risks=risks,
        order=Order.LOSS, budget=5, held_out=0.15, base=BASE, base_chance=0.07, given_notice=4, trust=trust,
        left_out=(("use", "the records do not tell it"),), run="abc", known_until="2025-12-31T17:00Z",
    )  # fmt: skip


def backtest(verdict: Verdict = Verdict.ESTABLISHED, refused: str = "") -> Backtest:
    looks = [Look(days=days, as_of=date(2025, 3, 31), chance=0.4 - days / 1000, rank=days // 10, of=310,
                  alerted=days < 90) for days in (90, 60, 30)]  # fmt: skip
    silent = Contender(id="silence", words="silence alone", auc=estimate(0.66), precision=estimate(0.1),
                       recall=estimate(0.2), difference=estimate(-0.1, 0.02))  # fmt: skip
    trees = Contender(id="trees", words="boosted trees", not_tried="lightgbm is not installed")
    before = Before(account="A-17", segment="Core", owner="AM3", decided=date(2025, 6, 12), revenue=money("9000"),
                    looks=(Look(days=180, as_of=date(2024, 11, 30), why="no month before was known"), *looks),
                    first_alert=date(2025, 3, 31), lead_days=73)  # fmt: skip
    missed = Before(account="B-2", decided=date(2025, 7, 2), is_late=True, looks=looks[:1])
    return Backtest(
        agreement="acme-care", title="Acme care", months=3, budget=5, order=Order.LOSS, owners=12,
        contenders=() if refused else (CHAMPION, silent, trees), winner="" if refused else "hazard",
        because="no challenger is better by more than two standard errors", verdict=verdict, refused=refused,
        wanted=60 if verdict is Verdict.NOT_ENOUGH else None,
        origins=(Origin(month=parse_period("2025-01"), learnt_rows=2000, learnt_decisions=31, at_risk=310, decided=9,
                        expected=8.4, alerts=50, hits=6, auc=0.8),),
        bins=(Bin(low=0.0, high=0.05, count=3000, foretold=0.03, happened=0.028, happened_low=0.02, happened_high=0.04),
              Bin(low=0.05, high=0.5, count=300, foretold=0.14, happened=0.15, happened_low=0.1, happened_high=0.2)),
        before=(before, missed),
        leaks=(Leak(column="decision", kind=LeakKind.LABEL, evidence="3 of 40 have no notice.", remedy="Load notices.",
                    refused=bool(refused)),),
    )  # fmt: skip
