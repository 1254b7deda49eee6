"""KPI validity for programs."""

from __future__ import annotations

from truegreen.model.validity import Figure, Link, Outcome, Part, Response, Validity
from truegreen.reports.alignment_text import estimate_record
from truegreen.reports.records import finding_record


def validity_record(found: Validity) -> dict[str, object]:
    """Give a validity report for programs: every link with its estimate, and what it rests on."""
    return {
        "agreement": found.agreement,
        "title": found.title,
        "period": None if found.period is None else str(found.period),
        "rate": found.rate,
        "family": found.family,
        "material": found.material,
        "assumes": list(found.assumes),
        "figures": [_figure(each) for each in found.figures],
        "outcomes": [_outcome(each) for each in found.outcomes],
        "responses": [_response(each) for each in found.responses],
        "findings": [finding_record(each) for each in found.findings],
        "run": found.run,
        "known_until": found.known_until,
        "version": found.version,
    }


def _figure(each: Figure) -> dict[str, object]:
    return {
        "measure": each.id, "title": each.title, "words": each.words, "role": str(each.role), "weight": each.weight,
        "paid": list(each.paid), "ceiling": each.ceiling, "advice": str(each.advice), "why": each.why,
        "links": [_link(link) for link in each.links], "parts": [_part(part) for part in each.parts],
    }  # fmt: skip


def _link(each: Link) -> dict[str, object]:
    return {
        "outcome": each.outcome, "grain": str(each.grain), "when": each.when, "said": str(each.said),
        "because": each.because, "per_sd": estimate_record(each.per_sd), "per_unit": estimate_record(each.per_unit),
        "unit": each.unit, "aligned": each.aligned, "p": each.p, "between": estimate_record(each.between),
        "opposite": each.opposite, "placebo": estimate_record(each.placebo), "known": each.known,
        "enough": each.enough, "query": each.query,
    }  # fmt: skip


def _part(each: Part) -> dict[str, object]:
    return {"outcome": each.outcome, "share": each.share, "low": each.low, "high": each.high,
            "explained": each.explained}  # fmt: skip


def _outcome(each: Outcome) -> dict[str, object]:
    return {
        "measure": each.id, "title": each.title, "grain": str(each.grain), "rows": each.rows,
        "accounts": each.accounts, "explained": each.explained, "not_asked": each.not_asked,
    }  # fmt: skip


def _response(each: Response) -> dict[str, object]:
    return {
        "figure": each.figure, "words": each.words, "outcome": each.outcome, "shape": each.shape,
        "starts": each.starts, "low": each.low, "high": each.high, "pays": each.pays, "measure": each.measure,
        "knots": list(each.knots), "level": list(each.level), "below": list(each.below), "above": list(each.above),
        "inside": each.inside, "early": each.early, "band": None if each.band is None else list(each.band),
        "rows": each.rows,
    }  # fmt: skip
