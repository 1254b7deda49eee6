"""A backtest for programs: every contender, month, chance and loss, with nothing rounded away."""

from __future__ import annotations

from truegreen.model.backtest import Backtest, Before, Bin, Look, Origin
from truegreen.model.leak import Leak
from truegreen.reports import backtest_words
from truegreen.reports.accounts_record import contender_record
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import money_record


def backtest_record(found: Backtest) -> Record:
    """Give a backtest: its verdict, contenders, months, how chances fared, and what was said before each loss."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "answer": backtest_words.answer(found),
        "verdict": str(found.verdict),
        "refused": found.refused,
        "months": found.months,
        "budget": found.budget,
        "owners": found.owners,
        "order": str(found.order),
        "winner": found.winner,
        "because": found.because,
        "wanted": found.wanted,
        "recalibrated": found.recalibrated,
        "contenders": [contender_record(each) for each in found.contenders],
        "otherwise": None if found.otherwise is None else contender_record(found.otherwise),
        "grouped": None if found.grouped is None else contender_record(found.grouped),
        "origins": [_origin(each) for each in found.origins],
        "bins": [_bin(each) for each in found.bins],
        "before": [_before(each) for each in found.before],
        "leaks": [_leak(each) for each in found.leaks],
        "left_out": [{"feature": name, "why": why} for name, why in found.left_out],
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
        "seed": found.seed,
        "version": found.version,
    }


def _origin(of: Origin) -> Record:
    return {
        "month": str(of.month), "learnt_rows": of.learnt_rows, "learnt_decisions": of.learnt_decisions,
        "at_risk": of.at_risk, "decided": of.decided, "expected": of.expected, "alerts": of.alerts, "hits": of.hits,
        "already": of.already, "auc": of.auc,
    }  # fmt: skip


def _bin(of: Bin) -> Record:
    return {"low": of.low, "high": of.high, "count": of.count, "foretold": of.foretold, "happened": of.happened,
            "happened_low": of.happened_low, "happened_high": of.happened_high}  # fmt: skip


def _before(of: Before) -> Record:
    return {
        "account": of.account, "segment": of.segment, "owner": of.owner, "decided": of.decided.isoformat(),
        "is_late": of.is_late, "revenue": money_record(of.revenue), "looks": [_look(each) for each in of.looks],
        "first_alert": None if of.first_alert is None else of.first_alert.isoformat(), "lead_days": of.lead_days,
    }  # fmt: skip


def _look(of: Look) -> Record:
    return {"days": of.days, "as_of": of.as_of.isoformat(), "chance": of.chance, "rank": of.rank, "of": of.of,
            "alerted": of.alerted, "why": of.why}  # fmt: skip


def _leak(of: Leak) -> Record:
    return {"column": of.column, "kind": str(of.kind), "evidence": of.evidence, "remedy": of.remedy,
            "refused": of.refused}  # fmt: skip
