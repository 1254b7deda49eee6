"""An agreement's measures as an OCDS release with the metrics extension, as public buyers publish contract results.

The Open Contracting Data Standard 1.1 (standard.open-contracting.org) and its metrics extension
(extensions.open-contracting.org) say what stands where: levels agreed are ``agreedMetrics`` of the contract, what was
measured are ``metrics`` of its implementation. A metric has observations; money is a ``value``, anything else a
``measure``, which may be text and so keeps its digits. Days of the agreement stand as UTC, the last one to its last
second. Units are those of UN/CEFACT Recommendation 20 where it has one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Final

from truegreen.model.agreement import Agreement, Versions
from truegreen.model.given import Scale
from truegreen.reports.finding_record import Record
from truegreen.reports.observations import Measured, Observation
from truegreen.reports.records import digits
from truegreen.units.quantity import Quantity

_UNITS: Final = {
    "share": {"name": "share of one", "scheme": "UNCEFACT", "id": "C62"},
    "seconds": {"name": "second", "scheme": "UNCEFACT", "id": "SEC"},
    "days": {"name": "day", "scheme": "UNCEFACT", "id": "DAY"},
    "count": {"name": "one", "scheme": "UNCEFACT", "id": "C62"},
}
_LEVELS: Final = ("target", "minimum")
_SAYS: Final = "The target is what is expected; short of the minimum is a serious miss."
_MARK: Final = "\ue000"
_MARKED: Final = re.compile(f'"{_MARK}(-?[0-9]+(?:[.][0-9]+)?)"')


def release(found: Measured, versions: Versions, scales: Mapping[str, Scale], ocid: str = "") -> Record:
    """Give a release: both parties, the contract, the levels it agrees and what was measured.

    Args:
        found: what was measured.
        versions: the agreement through time.
        scales: unit and direction of its measures.
        ocid: the contracting process, with its publisher's registered prefix; the agreement's id if left out.
    """
    standing = versions.latest
    buyer, supplier = (
        {"id": role, "name": party.name}
        for role, party in (("buyer", standing.parties.client), ("supplier", standing.parties.provider))
    )
    contract = {
        "id": versions.id,
        "awardID": versions.id,
        "title": standing.title,
        "period": _period(versions.each[0][1].starts, standing.ends),
        "agreedMetrics": list(_agreed(found, versions, scales)),
        "implementation": _present({"metrics": list(_metrics(found))}),
    }
    known = datetime.fromisoformat(found.known_until).isoformat() if found.known_until else ""
    return {
        "ocid": ocid or versions.id,
        "id": f"{versions.id}-{found.run}",
        **_present({"date": known and f"{known}Z"}),
        "tag": ["award", "contract", "implementation"],
        "initiationType": "tender",
        "language": "en",
        "parties": [{**buyer, "roles": ["buyer"]}, {**supplier, "roles": ["supplier"]}],
        "buyer": buyer,
        "awards": [{"id": versions.id, "suppliers": [supplier]}],
        "contracts": [_present(contract)],
    }


def release_text(record: Record) -> str:
    """Write a release as JSON; amounts are numbers with all their digits, and never go through a float.

    >>> release_text({"amount": Decimal("0.100000000")})
    '{\\n  "amount": 0.100000000\\n}\\n'
    """
    text = json.dumps(record, ensure_ascii=False, indent=2, default=lambda amount: f"{_MARK}{amount}")
    return _MARKED.sub(r"\1", text) + "\n"


def _metrics(found: Measured) -> Iterator[Mapping[str, object]]:
    """Give a metric for each measure, with its observations."""
    for name, group in groupby(found.each, lambda each: each.row.id):
        observed = list(group)
        said = {"id": name, "title": observed[-1].row.measure.title, "description": observed[-1].row.words}
        yield _present({**said, "observations": [_observation(found, each) for each in observed]})


def _observation(found: Measured, each: Observation) -> Mapping[str, object]:
    parts = (each.row.id, str(each.period or "all"), each.slice, each.row.member)
    return _present(
        {
            "id": "-".join(filter(None, parts)),
            "period": _period(each.period.start, each.period.last) if each.period else None,
            **_amount(each.value, each.reading.unit if each.reading else "", found.currency),
            "dimensions": {_camel(each.slice): each.row.member} if each.slice else None,
            "notes": "; ".join(_notes(each, found.definition(each))),
        }
    )


def _notes(each: Observation, definition: str) -> Iterator[str]:
    """Say the status, what was counted, the doubt and the definition."""
    yield str(each.row.contract)
    if each.value is None:
        yield "nothing measured"
    if reading := each.reading:
        yield f"count {reading.count}"
        yield f"total {reading.total}"
        yield from [f"divisor {reading.divisor}"] * (reading.divisor is not None)
        yield from [f"95 % interval {reading.low} to {reading.high}"] * (reading.low is not None)
    yield f"counted as {each.formula}" + (f", definition {definition}" if definition else "")


def _agreed(found: Measured, versions: Versions, scales: Mapping[str, Scale]) -> Iterator[Mapping[str, object]]:
    """Give a metric for each measure that has a level, with an observation for each time that a level holds."""
    for name in dict.fromkeys(each.row.id for each in found.each):
        scale = scales[name]
        levels = [each for level in _LEVELS for each in _levels(versions, name, level, scale, found.currency)]
        titles = [version.measures[name].title for _, version in versions.each if name in version.measures]
        side = "At least" if scale.better == "higher" else "At most"
        if levels:
            said = {"id": name, "title": titles[-1], "description": f"{side} so much. {_SAYS}"}
            yield _present({**said, "observations": levels})


def _levels(versions: Versions, name: str, level: str, scale: Scale, currency: str) -> Iterator[Mapping[str, object]]:
    """Give the observations of one level of a measure: each with the days from which and to which it holds."""
    firsts = [since for since, _ in versions.each]
    lasts = [*(since - timedelta(days=1) for since in firsts[1:]), versions.latest.ends]
    standing = (_level(version, name, level) for _, version in versions.each)
    for quantity, group in groupby(zip(standing, firsts, lasts, strict=True), lambda each: each[0]):
        held = list(group)
        if quantity is not None:
            yield _present(
                {
                    "id": f"{name}-{level}-{held[0][1]}",
                    "period": _period(held[0][1], held[-1][2]),
                    **_amount(digits(quantity.in_unit(scale.unit)), scale.unit, currency),
                    "dimensions": {"level": level},
                    "notes": str(quantity),
                }
            )


def _level(agreement: Agreement, name: str, level: str) -> Quantity | None:
    measure = agreement.measures.get(name)
    held: Quantity | None = getattr(measure, level) if measure else None
    return held


def _amount(number: str | None, unit: str, currency: str) -> Mapping[str, object]:
    """Give money as a value, anything else as a measure with its unit; nothing where nothing was measured."""
    if number is None:
        return {}
    if unit == "money":
        return {"value": _present({"amount": Decimal(number), "currency": currency})}
    return {"measure": number, "unit": _UNITS.get(unit, _present({"name": unit}))}


def _period(first: date, last: date | None) -> Mapping[str, str]:
    start = {"startDate": f"{first}T00:00:00Z"}
    return start if last is None else {**start, "endDate": f"{last}T23:59:59Z"}


def _present(said: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is empty: the standard allows no empty text, list or object."""
    return {name: each for name, each in said.items() if each not in ("", None, {}, [])}


def _camel(name: str) -> str:
    """Write a slice's name as the standard writes dimensions: ``contactType``."""
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
