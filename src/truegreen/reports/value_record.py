"""Value as a record for programs: every amount with its interval, grade and method."""

from __future__ import annotations

from typing import TypeAlias

from truegreen.model.value import Amount
from truegreen.model.valued import (
    Account,
    Alerts,
    Arm,
    Cost,
    Group,
    Hangs,
    Modelled,
    Offers,
    Opened,
    Owned,
    Saves,
    Staying,
    Valued,
    ValueTest,
)
from truegreen.reports import value_tried_words, value_words
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import estimate_record, money_record

Record: TypeAlias = dict[str, object]


def value_record(of: Valued) -> Record:
    """Give what customers are worth and what was done for them."""
    return {
        "title": of.title,
        "answer": value_words.answer(of),
        "counted": {"margin": of.counted.margin, "discount": of.counted.discount, "years": of.counted.years},
        "why": of.why,
        "amounts": {name: amount_record(each) for name, each in of.amounts.items()},
        "accounts": [_account(each) for each in of.accounts],
        "given_notice": of.given_notice,
        "groups": [_group(each) for each in of.groups],
        "staying": [_staying(each) for each in of.staying],
        "rates": [{"metric": each.metric, "title": each.title, "a_month": each.value} for each in of.rates],
        "year": None if of.year is None else {"start": of.year.start.isoformat(), "last": of.year.last.isoformat()},
        "saves": None if of.saves is None else _saves(of.saves),
        "alerts": None if of.alerts is None else _alerts(of.alerts),
        "offers": None if of.offers is None else _offers(of.offers),
        "minutes": value_tried_words.minutes(of),
        "costs": [_cost(each) for each in of.costs],
        "owned": [_owned(each) for each in of.owned],
        "not_invoiced": of.not_invoiced,
        "where": dict(of.where),
        "findings": [finding_record(each) for each in of.findings],
        "run": of.run,
        "known_until": of.known_until,
        "version": of.version,
    }


def amount_record(of: Amount) -> Record:
    """Give an amount with all that travels with it."""
    return {
        "what": of.what,
        "value": money_record(of.value),
        "low": money_record(of.low),
        "high": money_record(of.high),
        "confidence": of.confidence,
        "grade": str(of.grade),
        "evidence": of.grade.words,
        "method": of.method,
        "because": of.because,
        "counts": dict(of.counts),
        "assumes": list(of.assumes),
    }


def opened_record(of: Opened) -> Record:
    """Give the rows behind amounts."""
    rows = [dict(zip(of.headings, each, strict=True)) for each in of.rows]
    return {"behind": str(of.behind), "rows": rows, "query": of.query}


def _account(of: Account) -> Record:
    return {
        "account": of.id, "segment": of.segment or None, "basis": str(of.basis), "months": of.months,
        "revenue": money_record(of.revenue), "alive": of.alive, "value": money_record(of.value),
        "low": money_record(of.low), "high": money_record(of.high),
    }  # fmt: skip


def _group(of: Group) -> Record:
    return {
        "by": of.by, "member": of.member, "accounts": of.accounts, "value": amount_record(of.value),
        "protected": None if of.protected is None else amount_record(of.protected),
    }  # fmt: skip


def _cost(of: Cost) -> Record:
    return {
        "category": of.category, "provider": of.provider or None, "amount": money_record(of.amount),
        "source": of.source, "counted": of.is_counted,
    }  # fmt: skip


def _owned(of: Owned) -> Record:
    return {
        "provider": of.provider or None, "invoiced": money_record(of.invoiced), "credits": money_record(of.credits),
        "recorded": money_record(of.recorded), "counts": money_record(of.counts), "customers": of.customers,
        "cases": of.cases, "each_customer": money_record(of.each_customer), "each_case": money_record(of.each_case),
    }  # fmt: skip


def _staying(of: Staying) -> Record:
    return {
        "segment": of.segment, "accounts": of.accounts, "left": of.left, "first_year": of.first_year,
        "third_year": of.third_year, "leans_on_others": of.lean,
    }  # fmt: skip


def _saves(of: Saves) -> Record:
    return {
        "days": of.days, "first": of.first.isoformat(), "last": of.last.isoformat(), "attempts": of.attempts,
        "decided": of.decided, "accepted": of.accepted, "arms": [_arm(each) for each in of.arms],
        "waiting": of.waiting, "had_decided": of.had_decided, "sample_ratio": of.ratio,
        "lift": estimate_record(of.lift), "by_time": estimate_record(of.by_time), "saved": _ends(of.saved),
        "because": of.because, "hangs": None if of.hangs is None else _hangs(of.hangs),
        "modelled": None if of.modelled is None else _modelled(of.modelled), "value_test": _test(of.test),
    }  # fmt: skip


def _alerts(of: Alerts) -> Record:
    held = _saves(of.told)
    for name in ("attempts", "decided", "accepted", "modelled", "value_test"):  # of a programme that calls customers
        del held[name]
    return {
        **held, "alerts": of.told.attempts, "tried_before": of.tried_before, "tried_later": of.tried_later,
        "pilot": of.pilot or None,
    }  # fmt: skip


def _hangs(of: Hangs) -> Record:
    return {
        "held_out": of.held_out, "alike": of.alike, "largest": of.largest, "otherwise": money_record(of.otherwise),
        "groups": of.groups,
    }  # fmt: skip


def _modelled(of: Modelled) -> Record:
    return {
        "months": of.months, "treated": of.treated, "left": of.left, "unsaid": of.unsaid,
        "foretold": _ends(of.foretold), "lift": estimate_record(of.lift), "alike": of.alike, "decided": of.decided,
        "slope": estimate_record(of.slope), "in_the_large": estimate_record(of.in_the_large),
        "held_out": of.held_out, "held_out_left": of.held_out_left, "held_out_foretold": of.held_out_foretold,
        "because": of.because,
    }  # fmt: skip


def _test(of: ValueTest | None) -> Record | None:
    if of is None:
        return None
    rate, cost = of.offers
    return {
        "brings": amount_record(of.brings), "offer_rate": rate, "offer_cost": money_record(cost),
        "attempt_cost": money_record(of.attempt), "verdict": str(of.verdict),
    }  # fmt: skip


def _ends(of: tuple[float, float, float] | None) -> Record | None:
    return None if of is None else dict(zip(("value", "low", "high"), of, strict=True))


def _arm(of: Arm) -> Record:
    curve = [{"day": each.day, "share": each.share, "low": each.low, "high": each.high} for each in of.curve]
    return {"name": of.name, "entered": of.entered, "over": of.over, "left": of.left, "curve": curve}


def _offers(of: Offers) -> Record:
    return {
        "first": of.first.isoformat(), "last": of.last.isoformat(), "made": of.made, "held_out": of.held_out,
        "taken": of.taken, "credited": of.credited, "window": of.window, "by_orders": of.by_orders,
        "months": of.months, "over": of.over, "held_out_over": of.held_out_over, "because": of.because,
        "sample_ratio": of.ratio, "value_test": _test(of.test),
    }  # fmt: skip
