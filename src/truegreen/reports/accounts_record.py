"""Accounts that may leave, for programs: every chance, cause and event, with nothing rounded away."""

from __future__ import annotations

from truegreen.model.backtest import Contender, Trust
from truegreen.model.warning import Cause, Chance, Happened, Ranked, Risk
from truegreen.reports import warning_words as words
from truegreen.reports.finding_record import Record, finding_record
from truegreen.reports.records import estimate_record, money_record


def ranked_record(found: Ranked) -> Record:
    """Give a ranking: its accounts with their causes, and what the backtest says of them."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "answer": words.answer(found),
        "as_of": found.as_of.isoformat(),
        "months": found.months,
        "model": found.model,
        "order": str(found.order),
        "budget": found.budget,
        "held_out": found.held_out,
        "seed": found.seed,
        "base": found.base,
        "base_chance": found.base_chance,
        "given_notice": found.given_notice,
        "trust": None if found.trust is None else _trust(found.trust, found.months),
        "accounts": [risk_record(each) for each in found.risks],
        "left_out": [{"feature": name, "why": why} for name, why in found.left_out],
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
        "version": found.version,
    }


def risk_record(of: Risk) -> Record:
    """Give one account: its chance, what its score is made of, and what happened lately."""
    return {
        "rank": of.rank,
        "account": of.account,
        "owner": of.owner,
        "segment": of.segment,
        "chance": _chance(of.chance),
        "hazard": of.hazard,
        "score": of.score,
        "is_high": of.is_high,
        "revenue": money_record(of.revenue),
        "residual": money_record(of.residual),
        "loss": money_record(of.loss),
        "renewal": None if of.renewal is None else of.renewal.isoformat(),
        "months_to_renewal": of.months_to_renewal,
        "tenure_months": of.tenure_months,
        "causes": [_cause(each) for each in of.causes],
        "timeline": [_happened(each) for each in of.timeline],
        "alert": str(of.alert),
        "why": of.why,
    }


def contender_record(of: Contender) -> Record:
    """Give a contender: each figure with its doubt and the counts behind it."""
    estimates = {
        "auc": of.auc, "precision": of.precision, "recall": of.recall, "value_recall": of.value_recall,
        "lead_days": of.lead_days, "already": of.already, "slope": of.slope, "in_the_large": of.in_the_large,
        "brier": of.brier, "difference": of.difference,
    }  # fmt: skip
    return {
        "id": of.id,
        "words": of.words,
        **{name: estimate_record(each) for name, each in estimates.items()},
        "brier_base": of.brier_base,
        "alerts": of.alerts,
        "hits": of.hits,
        "decisions": of.decisions,
        "judged": of.judged,
        "losses": of.losses,
        "warned": of.warned,
        "warned_by_chance": of.warned_by_chance,
        "not_tried": of.not_tried,
    }


def _trust(of: Trust, months: int) -> Record:
    return {
        "says": words.trust(of, months),
        "verdict": str(of.verdict),
        "because": of.because,
        "origins": of.origins,
        "first": None if of.first is None else str(of.first),
        "last": None if of.last is None else str(of.last),
        "recalibrated": of.recalibrated,
        "chosen": contender_record(of.chosen),
    }


def _chance(of: Chance) -> Record:
    return {"value": of.value, "low": of.low, "high": of.high}


def _cause(of: Cause) -> Record:
    return {"feature": of.feature, "words": of.words, "value": of.value, "usual": of.usual, "unit": of.unit,
            "pull": of.pull}  # fmt: skip


def _happened(of: Happened) -> Record:
    return {"day": of.day.isoformat(), "kind": of.kind, "words": of.words, "weight": of.weight}
