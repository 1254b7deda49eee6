"""KPI validity for programs."""

from __future__ import annotations

from collections.abc import Mapping

from truegreen.model.validity import Bands, Figure, Lag, Link, OpenedLink, Outcome, Part, Response, RowsOf, Validity
from truegreen.reports import advice_words
from truegreen.reports import validity_words as words
from truegreen.reports.finding_record import finding_record
from truegreen.reports.records import estimate_record


def validity_record(found: Validity) -> dict[str, object]:
    """Give a validity report for programs: every link with its estimate, and what it rests on."""
    outcomes = {each.id: each for each in found.outcomes}
    return {
        "agreement": found.agreement,
        "title": found.title,
        "answer": advice_words.answer(found),
        "period": None if found.period is None else str(found.period),
        "rate": found.rate,
        "family": found.family,
        "material": found.material,
        "assumes": list(found.assumes),
        "figures": [_figure(each, outcomes) for each in found.figures],
        "outcomes": [_outcome(each) for each in found.outcomes],
        "responses": [_response(each) for each in found.responses],
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
        "version": found.version,
    }


def _figure(each: Figure, outcomes: Mapping[str, Outcome]) -> dict[str, object]:
    return {
        "measure": each.id, "title": each.title, "words": each.words, "role": str(each.role), "weight": each.weight,
        "paid": list(each.paid), "ceiling": each.ceiling, "advice": str(each.advice),
        "why": advice_words.why(each, outcomes), "meant_for": each.meant_for, "decides": each.decides,
        "links": [link_record(link) for link in each.links], "parts": [_part(part) for part in each.parts],
    }  # fmt: skip


def link_record(each: Link) -> dict[str, object]:
    """Give a link for programs: both effects with their doubt, and what may be said."""
    return {
        "outcome": each.outcome, "grain": str(each.grain), "when": each.when, "said": str(each.said),
        "because": each.because, "per_sd": estimate_record(each.per_sd), "per_unit": estimate_record(each.per_unit),
        "unit": each.unit, "aligned": each.aligned, "p": each.p, "between": estimate_record(each.between),
        "opposite": each.opposite, "jointly": estimate_record(each.jointly), "through": list(each.through),
        "placebo": estimate_record(each.placebo), "known": each.known,
        "lags": [_lag(lag) for lag in each.lags], "outcome_unit": each.outcome_unit, "material": each.material,
        "enough": each.enough, "query": each.query,
    }  # fmt: skip


def opened_record(opened: OpenedLink) -> dict[str, object]:
    """Give an opened link for programs: the link, its sentence, and the query and some rows of either side."""
    return {
        "figure": opened.figure.id, "outcome": opened.outcome.id,
        "sentence": words.sentence(opened.link, opened.figure, opened.outcome), "link": link_record(opened.link),
        "assumes": list(opened.assumes), "rows": [_rows(each) for each in opened.rows],
    }  # fmt: skip


def _rows(each: RowsOf) -> dict[str, object]:
    sample = [[cell if isinstance(cell, (int, float, str)) else str(cell) for cell in row] for row in each.sample]
    return {"what": each.what, "query": each.query, "columns": list(each.columns), "sample": sample}


def _part(each: Part) -> dict[str, object]:
    return {"outcome": each.outcome, "share": each.share, "low": each.low, "high": each.high,
            "explained": each.explained}  # fmt: skip


def _outcome(each: Outcome) -> dict[str, object]:
    return {
        "measure": each.id, "title": each.title, "grain": str(each.grain), "rows": each.rows,
        "accounts": each.accounts, "explained": each.explained, "not_asked": each.not_asked,
        "query": each.query,
    }  # fmt: skip


def _lag(each: Lag) -> dict[str, object]:
    return {"back": each.back, "per_sd": estimate_record(each.per_sd)}


def _response(each: Response) -> dict[str, object]:
    return {
        "figure": each.figure, "words": each.words, "unit": each.unit, "outcome": each.outcome,
        "outcome_unit": each.outcome_unit, "shape": each.shape, "because": each.because, "starts": each.starts,
        "low": each.low, "high": each.high, "p_any": each.p_any, "p_kink": each.p_kink, "pays": each.pays,
        "measure": each.measure, "knots": list(each.knots), "level": list(each.level), "below": list(each.below),
        "above": list(each.above), "bands": None if each.bands is None else _bands(each.bands), "rows": each.rows,
        "accounts": each.accounts, "query": each.query,
    }  # fmt: skip


def _bands(each: Bands) -> dict[str, object]:
    return {"inside": each.inside, "early": each.early, "within": list(each.within), "before": each.before,
            "difference": estimate_record(each.difference)}  # fmt: skip
