"""Who could do the work, why not the others, and how those come out who are left, for programs."""

from __future__ import annotations

from typing import TypeAlias

from truegreen.model.evaluated import Alternative, Evaluated, Measure, Scored, Source, Stand, Supplied, Voiced
from truegreen.model.plan import Needs
from truegreen.model.profile import Candidate, Card
from truegreen.reports.finding_record import finding_record
from truegreen.reports.sourcing import profile_words, score_words, supplier_words

Record: TypeAlias = dict[str, object]


def supplier_record(of: Supplied) -> Record:
    """Give everything: profiles with why not, scores with where they come from, weights, rankings and what holds."""
    return {
        "plan": of.plan, "title": of.title, "answer": supplier_words.answer(of), "currency": of.currency,
        "zone": of.zone, "records": {"first": of.first, "last": of.last},
        "profiles": [_card(each, of) for each in of.cards],
        "evaluation": None if of.evaluated is None else _evaluation(of.evaluated),
        "findings": [finding_record(each) for each in of.findings], "run": of.run,
        "query": of.query,
    }  # fmt: skip


def _card(of: Card, whole: Supplied) -> Record:
    return {
        "cell": dict(zip(whole.slices, of.cell, strict=True)), "issues": of.issues, "quadrant": of.quadrant or None,
        "needs": _needs(of.needs), "eligible": list(of.eligible),
        "sites": [_candidate(each) for each in of.candidates],
    }  # fmt: skip


def _needs(of: Needs) -> Record:
    return {
        "languages": {language: str(level) for language, level in of.languages.items()},
        "open": [profile_words.shift(each) for each in of.open], "certificates": list(of.certificates),
        "residency": list(of.residency), "solved": None if of.solved is None else str(of.solved),
        "chance": None if of.solved is None else str(of.chance),
    }  # fmt: skip


def _candidate(of: Candidate) -> Record:
    return {
        "site": of.site, "supplier": of.supplier, "eligible": of.is_eligible,
        "why_not": [{"condition": str(each.condition), "says": each.says} for each in of.why_not],
        "solved": of.solving.share, "low": of.solving.low, "high": of.solving.high, "chance": of.solving.chance,
        "judged": of.solving.judged, "told": str(of.solving.told), "share_today": of.has_today,
    }  # fmt: skip


def _evaluation(of: Evaluated) -> Record:
    names = [each.name for each in of.alternatives]
    return {
        "by": of.by, "issues": of.issues, "settled": supplier_words.is_settled(of), "draws": of.draws,
        "weight_space": supplier_words.space(of), "decides": supplier_words.decides(of) or None,
        "criteria": [_measure(each, names) for each in of.measures],
        "weights": _voice(of.weights, of), "panel": [_voice(each, of) for each in of.voices],
        "alternatives": [_alternative(each, of) for each in of.alternatives],
        "ranking": [each.name for each in of.ranked],
        "turns": [{"method": str(each.method), "left_out": each.left_out, "ahead": each.ahead, "behind": each.behind}
                  for each in of.flips],
        "not_comparable": [list(each) for each in of.apart],
    }  # fmt: skip


def _measure(of: Measure, names: list[str]) -> Record:
    return {
        "id": of.id, "title": of.title, "unit": of.unit, "better": "higher" if of.is_higher_better else "lower",
        "weight": of.weight, "low": of.low, "high": of.high, "bounded": of.is_bounded, "limit": of.limit,
        "scores": {name: _score(each, of) for name, each in zip(names, of.scores, strict=True)},
    }  # fmt: skip


def _score(of: Scored, measure: Measure) -> Record:
    return {
        "value": of.value, "low": of.low, "high": of.high, "error": of.error or None, "source": str(of.source),
        "worth": None if of.source is Source.MISSING else measure.worth(of.value),
        "by": [{"who": each.who, "low": each.low, "high": each.high} for each in of.by],
        "because": score_words.told(of, measure),
    }  # fmt: skip


def _voice(of: Voiced, whole: Evaluated) -> Record:
    ids = [each.id for each in whole.measures]
    return {
        "who": of.who, "side": of.side or None, "way": of.way, "weights": dict(zip(ids, of.weights, strict=True)),
        "least": dict(zip(ids, of.least, strict=True)), "most": dict(zip(ids, of.most, strict=True)),
        "inconsistency": of.ratio, "odd": of.odd or None,
    }  # fmt: skip


def _alternative(of: Alternative, whole: Evaluated) -> Record:
    return {
        "name": of.name, "supplier": of.supplier, "kind": of.kind, "is_client": of.is_client,
        "may_do": of.may, "of_cells": of.of, "out": list(of.out), "close": list(of.close),
        "stands": None if of.stand is None else _stand(of.stand, whole),
    }  # fmt: skip


def _stand(of: Stand, whole: Evaluated) -> Record:
    counted = [each.id for each in whole.measures if each.weight > 0]
    return {
        "worth": of.worth, "nearness": of.nearness, "leaving": of.leaving, "entering": of.entering,
        "net": of.leaving - of.entering, "places": {str(method): place for method, place in of.places.items()},
        "acceptability": list(of.shares), "first_in_order": of.ordered, "first_with_weights": of.sure,
        "central_weights": None if of.central is None else dict(zip(counted, of.central, strict=True)),
    }  # fmt: skip
