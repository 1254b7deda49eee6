"""A statement as plain records: its lines, and the steps behind them as a flat graph; and back again.

Numbers are exact text (``1250.5``, or ``1/3`` where there is no last digit), so that any language reads what was
meant. Every step stands once, after those that it was given; two that say the same from the same are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, TypeAlias

from truegreen.model.finding import Finding, Level
from truegreen.model.statement import Category, Change, Line, Record, Statement
from truegreen.model.step import Step, steps_of
from truegreen.settlement.explain import Meant
from truegreen.units.money import Money
from truegreen.units.period import Period, parse_period
from truegreen.units.span import Span
from truegreen.units.value import Value, written

Plain: TypeAlias = dict[str, Any]
_PART: Final = " (part)"
_NAMES: Final = ("agreement", "contract", "title", "client", "provider", "currency")


def alike(steps: Iterable[Step], *, places: bool = False) -> dict[int, int]:
    """Number steps, by identity: two that say the same from the same have one number.

    Args:
        steps: the steps, each after those that it was given; see ``steps_of``.
        places: whether two steps differ that only stand at different places.
    """
    known: dict[object, int] = {}
    numbers: dict[int, int] = {}
    for step in steps:
        given = tuple(numbers[id(each)] for each in step.given)
        where = (step.clause, step.at) if places else ()
        numbers[id(step)] = known.setdefault((step.says, step.value, step.op, given, *where), len(known) + 1)
    return numbers


def statement_record(statement: Statement) -> Plain:
    """Give a statement as plain records, ready for JSON."""
    lines = (*statement.lines, *statement.later)
    steps = list(steps_of(*_last(lines, statement.records)))
    ids = alike(steps, places=True)
    return {
        **{name: getattr(statement, name) for name in _NAMES},
        "period": _period(statement.period),
        "lines": [_line(each, ids) for each in statement.lines],
        "later": [_line(each, ids) for each in statement.later],
        "records": [_record(each, ids) for each in statement.records],
        "total": _value(Value.of(statement.total)),
        "findings": [_finding(each) for each in statement.findings],
        "steps": _steps(steps, ids),
    }


def meant_record(meant: Meant) -> Plain:
    """Give some lines and records of a statement as plain records, with the steps behind them."""
    steps = list(steps_of(*_last(meant.lines, meant.records)))
    ids = alike(steps, places=True)
    return {
        "lines": [_line(each, ids) for each in meant.lines],
        "records": [_record(each, ids) for each in meant.records],
        "steps": _steps(steps, ids),
    }


def statement_of(record: Mapping[str, Any]) -> Statement:
    """Give the statement that plain records hold, with all its steps.

    Raises:
        LookupError, TypeError, ValueError, AttributeError: they are no records of a statement.
    """
    steps = _steps_from(record["steps"])
    return Statement(
        **{name: _text(record[name]) for name in _NAMES},
        period=_period_of(record["period"]),
        lines=tuple(_line_of(each, steps) for each in record["lines"]),
        later=tuple(_line_of(each, steps) for each in record["later"]),
        records=tuple(
            Record(_text(each["term"]), _text(each["name"]), _period_of(each["period"]), steps[each["because"]])
            for each in record["records"]
        ),
        total=_money_of(record["total"]),
        findings=tuple(_finding_of(each) for each in record["findings"]),
    )


def _last(lines: Sequence[Line], records: Sequence[Record]) -> list[Step]:
    """List the steps that nothing else rests on: those of lines, of what clauses made of them, and of records."""
    made = [step for line in lines for change in line.changes for step in (change.before, change.after)]
    return [*(each.because for each in lines), *(each.because for each in records), *made]


def _steps(steps: Iterable[Step], ids: Mapping[int, int]) -> list[Plain]:
    found: dict[int, Plain] = {}
    for step in steps:
        if ids[id(step)] not in found:
            found[ids[id(step)]] = {
                "id": ids[id(step)],
                "says": step.says,
                "sentence": step.sentence,
                "value": _value(step.value),
                "given": tuple(ids[id(each)] for each in step.given),
                "clause": step.clause,
                "at": str(step.at),
                "op": step.op,
            }
    return list(found.values())


def _steps_from(records: Iterable[Mapping[str, Any]]) -> dict[int, Step]:
    steps: dict[int, Step] = {}
    for each in records:
        given = tuple(steps[number] for number in each["given"])
        says, value = _text(each["says"]), _value_of(each["value"])
        step = Step(says, value, given, _text(each["clause"]), _span_of(each["at"]), _text(each["op"]))
        if step.sentence != each["sentence"]:
            raise ValueError(f"step {each['id']} says something else than its sentence")
        steps[each["id"]] = step
    return steps


def _line(line: Line, ids: Mapping[int, int]) -> Plain:
    return {
        "id": line.id,
        "term": line.term,
        "clause": line.clause,
        "at": str(line.at),
        "category": str(line.category),
        "arose": _period(line.arose),
        "due": _period(line.due) if line.due else None,
        "amount": _value(Value.of(line.amount)),
        "because": ids[id(line.because)],
        "changes": [
            {"by": each.by, "before": ids[id(each.before)], "after": ids[id(each.after)]} for each in line.changes
        ],
        "corrects": _period(line.corrects) if line.corrects else None,
        "title": line.title,
    }


def _record(record: Record, ids: Mapping[int, int]) -> Plain:
    last = ids[id(record.because)]
    return {"term": record.term, "name": record.name, "period": _period(record.period), "because": last}


def _line_of(record: Mapping[str, Any], steps: Mapping[int, Step]) -> Line:
    return Line(
        **{name: _text(record[name]) for name in ("id", "term", "clause", "title")},
        at=_span_of(record["at"]),
        category=Category(record["category"]),
        arose=_period_of(record["arose"]),
        due=_period_of(record["due"]) if record["due"] else None,
        amount=_money_of(record["amount"]),
        because=steps[record["because"]],
        changes=tuple(
            Change(_text(each["by"]), steps[each["before"]], steps[each["after"]]) for each in record["changes"]
        ),
        corrects=_period_of(record["corrects"]) if record["corrects"] else None,
    )


def _finding(finding: Finding) -> Plain:
    return {
        "at": str(finding.at),
        "level": str(finding.level),
        "id": finding.id,
        "says": finding.says,
        "remedy": finding.remedy,
        "count": finding.count,
    }


def _finding_of(record: Mapping[str, Any]) -> Finding:
    says, remedy = _text(record["says"]), _text(record["remedy"])
    return Finding(_span_of(record["at"]), Level(record["level"]), _text(record["id"]), says, remedy, record["count"])


def _value(value: Value | None) -> Plain | None:
    if value is None:
        return None
    shown = written(value.number).replace(",", "")
    return {"number": str(value.number) if shown.endswith("…") else shown, "unit": value.unit}


def _value_of(record: Mapping[str, Any] | None) -> Value | None:
    return None if record is None else Value(Fraction(_text(record["number"])), _text(record["unit"]))


def _money_of(record: Mapping[str, Any]) -> Money:
    return Value(Fraction(_text(record["number"])), _text(record["unit"])).money()


def _period(period: Period) -> str:
    return f"{period}{_PART if period.partial else ''}"


def _period_of(text: str) -> Period:
    period = parse_period(text.removesuffix(_PART))
    return Period(period.start, period.end, partial=text.endswith(_PART))


def _span_of(text: str) -> Span:
    """Read a place as it is written; columns and lines that are 0 are not.

    >>> _span_of("agreements/care.yml:41:5"), _span_of("")
    (Span(file='agreements/care.yml', line=41, column=5), Span(file='', line=0, column=0))
    """
    found = re.fullmatch(r"(.*?)(?::([0-9]+))?(?::([0-9]+))?", text)
    file, line, column = found.groups() if found else (text, None, None)
    return Span(file, int(line or 0), int(column or 0))


def _text(value: object) -> str:
    """Refuse anything but text; above all a float, which has already lost the cent that would be argued about."""
    if not isinstance(value, str):
        raise TypeError(f"text was expected, not {type(value).__name__}")
    return value
