"""The folder ``changes``: what was changed, where and from when, and what it was to do, written before anybody looks.

```yaml
- change: manila-documents
  title: A new team does customs documents in Manila
  measure: documents-solved-at-once
  came:
    - {where: {site: Manila, contact_type: customs documents}, since: 2025-03}
  expected: better
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from truegreen.files.nodes import Sequence
from truegreen.files.parsing import load
from truegreen.files.reader import read
from truegreen.model.effect import Came, Design, Expected, Question
from truegreen.model.finding import Finding, error
from truegreen.units.period import Period, parse_period
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class CameTo:
    """Where a change came to, and from when on."""

    since: Annotated[str, "First month with the change, like 2025-03"]
    where: Annotated[Mapping[str, str], "Members of slices that had it, like {site: Manila}"] = field(
        default_factory=dict
    )
    accounts: Annotated[tuple[str, ...], "Accounts that had it, by their ids; instead of where"] = ()
    at: Span = NOWHERE

    @property
    def month(self) -> Period:
        """Give the first month with the change."""
        return parse_period(self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was changed, and what it was to do."""

    change: Annotated[str, "Name of the change, like manila-documents"]
    measure: Annotated[str, "Measure that it was to move"]
    came: Annotated[tuple[CameTo, ...], "Where it came to, and from when on"]
    title: Annotated[str, "What was changed, in words"] = ""
    agreement: Annotated[str, "Agreement of the measure, if the project has several"] = ""
    until: Annotated[str, "Last month to look at, like 2025-12"] = ""
    against: Annotated[Mapping[str, str], "Members of slices that the others must have"] = field(default_factory=dict)
    by: Annotated[tuple[str, ...], "Slices whose members make pieces of work, or account"] = ()
    design: Annotated[Design | None, "How to tell what would have been; left out: the way that fits"] = None
    expected: Annotated[Expected, "What it was to do to the measure: better or worse"] = Expected.ANY
    margin: Annotated[Quantity | None, "How little would be nothing, like 2 %"] = None
    at: Span = NOWHERE


def read_changes(folder: Path) -> tuple[list[Change], list[Finding]]:
    """Read every change of a project folder, in the order of files and lines, and what is wrong with them."""
    findings: list[Finding] = []
    changes: list[Change] = []
    for path in sorted(each for each in folder.glob("changes/*") if each.suffix in (".yml", ".yaml")):
        tree = load(folder, path, findings)
        if isinstance(tree, Sequence):
            changes += [made for each in tree.items if (made := read(each, Change, findings)) is not None]
        elif tree is not None:
            says, remedy = "The changes are not a list.", "Begin each with - change: and its name."
            findings.append(error(tree.at, "wrong-shape", says, remedy))
    findings += [found for each in changes for found in _wrong(each)]
    findings += _twice(changes)
    return changes, sorted(findings, key=lambda each: each.at)


def asks(change: Change) -> Question:
    """Ask what a change did."""
    return Question(
        title=change.title,
        measure=change.measure,
        came=_came(change),
        until=parse_period(change.until) if change.until else None,
        against=change.against,
        where={},
        by=change.by,
        design=change.design,
        expected=change.expected,
        margin=None if change.margin is None else amount(change.margin),
    )


def elsewhere(changes: Iterable[Change], asked: Change | None, measure: str) -> list[Came]:
    """Give where other changes that were to move a measure came to; such work is no other."""
    return [came for each in changes if each is not asked and each.measure == measure for came in _came(each)]


def amount(quantity: Quantity) -> float:
    """Give an amount in the unit of measures: a share, seconds, or the number itself."""
    for unit in ("share", "seconds"):
        try:
            return abs(float(quantity.in_unit(unit)))
        except ValueError:
            continue
    return abs(float(quantity.number))


def _came(change: Change) -> list[Came]:
    return [Came(where=each.where, accounts=each.accounts, since=each.month) for each in change.came]


def _wrong(change: Change) -> Iterator[Finding]:
    """Say what a change does not say rightly."""
    if not change.came:
        yield error(change.at, "change-without-place", f"“{change.change}” came nowhere.", "Say where under came:.")
    for each in change.came:
        if bool(each.where) == bool(each.accounts):
            says = f"“{change.change}” says where it came by slices and by accounts, or by neither."
            yield error(each.at, "change-without-place", says, "Give either where: or accounts:.")
        if not _is_month(each.since):
            yield error(each.at, "change-without-month", f"“{each.since}” is no month.", "Write since: like 2025-03.")
    if change.until and not _is_month(change.until):
        yield error(change.at, "change-without-month", f"“{change.until}” is no month.", "Write until: like 2025-12.")


def _is_month(text: str) -> bool:
    try:
        return parse_period(text).days <= 31
    except ValueError:
        return False


def _twice(changes: list[Change]) -> Iterator[Finding]:
    known: set[str] = set()
    for each in changes:
        if each.change in known:
            says = f"There is another change called “{each.change}”."
            yield error(each.at, "change-twice", says, "Give each change a name of its own.")
        known.add(each.change)
