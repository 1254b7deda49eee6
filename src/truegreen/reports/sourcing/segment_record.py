"""Customers and contact types as a record for programs: everything that text and page show, and all customers."""

from __future__ import annotations

from typing import TypeAlias

from truegreen.model.segmented import Customer, Impact, Kind, Peanut, Segmented, Square, Tier
from truegreen.model.worth import Between, Worth
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import estimate_record
from truegreen.reports.sourcing import segment_kind_words as kind_words
from truegreen.reports.sourcing import segment_words as words

Record: TypeAlias = dict[str, object]


def segment_record(of: Segmented) -> Record:
    """Give customers, contact types, where spend goes and what solving is worth, each with what it rests on."""
    return {
        "title": of.title, "plan": of.plan or None, "answer": words.answer(of), "currency": of.currency,
        "months": {"first": of.first, "last": of.last}, "spend_in": of.unit, "tiers_by": of.cut,
        "peanut_butter": None if of.peanut is None else _peanut(of.peanut), "not_told": of.not_held or None,
        "impact": None if of.impact is None else _impact(of.impact), "staying": kind_words.staying(of),
        "tiers": [_tier(each, of) for each in of.tiers], "squares": [_square(each) for each in of.squares],
        "contact_types": [_kind(each) for each in of.kinds],
        "worths": {"currency": of.worths.currency, "each": [_worth(each) for each in of.worths.each],
                   "otherwise": _worth(of.worths.otherwise)},
        "customers": [_customer(each) for each in of.customers], "queries": dict(of.queries),
        "findings": [finding_record(each) for each in of.findings], "run": of.run, "known_until": of.known_until,
    }  # fmt: skip


def _between(of: Between | None) -> Record | None:
    return None if of is None else {"value": of[0], "low": of[1], "high": of[2]}


def _peanut(of: Peanut) -> Record:
    return {
        "says": words.proof(of), "verdict": str(of.verdict), "customers": of.customers, "gini_value": of.value,
        "gini_spend": of.spend, "concentration": of.ordered, "difference": of.between,
        "by_chance": {"low": of.chance[0], "high": of.chance[1]}, "p": of.p,
        "rank_correlation": estimate_record(of.ranks),
        "curves": {"customers": list(of.curves.customers), "value": list(of.curves.value),
                   "spend": list(of.curves.spend)},
    }  # fmt: skip


def _impact(of: Impact) -> Record:
    return {
        "established": of.is_established, "times_likelier_for_one_in_ten": _between(of.times),
        "lost_for_each_1000": _between(of.lost), "types_differ_p": of.differ, "decisions": of.decisions,
        "customer_months": of.months, "method": of.method, "assumes": list(of.assumes), "query": of.query,
    }  # fmt: skip


def _tier(of: Tier, whole: Segmented) -> Record:
    return {
        "tier": of.name, "says": words.tier(of, whole.currency, whole.unit), "customers": of.customers,
        "least": of.least, "value": _between(of.value), "share": of.share, "spend": of.spend,
        "spend_share": of.spend_share,
    }  # fmt: skip


def _square(of: Square) -> Record:
    return {
        "tier": of.tier or None, "expectation": str(of.band) if of.band else None, "customers": of.customers,
        "revenue_a_month": of.revenue, "value": of.value, "spend": of.spend,
    }  # fmt: skip


def _kind(of: Kind) -> Record:
    return {
        "contact_type": of.name, "says": kind_words.kind(of), "quadrant": str(of.quadrant) if of.quadrant else None,
        "because": of.because or None, "chances": {str(each): chance for each, chance in of.chances.items()},
        "cases": of.cases, "failed": of.failed, "spend": of.spend, "lost_for_each_1000": _between(of.lost),
        "against_average": _between(of.effect), "origin": str(of.origin) if of.origin else None,
        "complexity": _between(of.complexity), "complexity_is_assumed": of.is_assumed, "signs": dict(of.signs),
        "use": {
            "verdict": str(of.use.verdict) if of.use.verdict else None, "because": of.use.because,
            "content": None if of.use.content is None else estimate_record(of.use.content), "brings": of.use.brings,
            "costs": of.use.costs,
        },
        "eliminated": of.eliminated,
    }  # fmt: skip


def _worth(of: Worth) -> Record:
    return {
        "segment": of.segment or None, "contact_type": of.contact_type or None, "value": of.value,
        "told": _between(of.told), "loss": _between(of.loss), "customer": _between(of.customer),
        "established": of.is_established, "origin": str(of.origin) if of.origin else None, "because": of.because,
        "cases": of.cases,
    }  # fmt: skip


def _customer(of: Customer) -> Record:
    return {
        "id": of.id, "segment": of.segment or None, "tier": of.tier or None, "value": _between(of.value),
        "revenue_a_month": of.revenue, "expects": of.expects, "expectation": str(of.band) if of.band else None,
        "signs": dict(of.signs), "spend": of.spend, "cases": of.cases, "assumed": of.is_assumed,
    }  # fmt: skip
