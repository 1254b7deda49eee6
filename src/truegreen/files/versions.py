"""One agreement through time: its text and its amendments, read for each day on which something changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

from truegreen.files.amendments import Amendment, amended
from truegreen.files.clauses import in_currency
from truegreen.files.dated import changes, day_of, names_as_of
from truegreen.files.nodes import Mapping, Scalar
from truegreen.files.reader import Special, once, read
from truegreen.files.text import shown
from truegreen.model.agreement import Agreement, Figure, Measure, Service, Versions
from truegreen.model.finding import Finding, error, warning

_MOST: Final = 500
_FOR_GOOD: Final = ("currency", "settled_every", "month_starts_on", "year_starts_in")
_BY_ID: Final = (
    "services",
    "measures",
    "calendars",
    "terms",
    "charges",
    "figures",
    "obligations",
    "risks",
    "transition",
)


def versions_of(base: Mapping, amendments: Sequence[Mapping], findings: list[Finding]) -> Versions | None:
    """Give an agreement's versions, or None if any of them cannot be read; a finding may come once for each version."""
    read_ones = [read(each, Amendment, findings) for each in amendments]
    changed = sorted((each for each in read_ones if each), key=lambda each: (each.effective, each.number))
    starts = day_of(base.get("starts")) or date.max
    findings.extend(_out_of_order(starts, changed))
    days = sorted(day for day in changes(base).union(*(each.days for each in changed)) if day > starts)
    if len(days) > _MOST:
        says = f"Something changes on {len(days)} days, more than {_MOST}."
        findings.append(error(base.at, "too-many-days", says, "Split the agreement at one of them."))
        return None
    ways = cache(lambda currency: once(in_currency(currency), Measure, Service, Figure))
    each = [(day, _agreement(base, changed, day, ways, findings)) for day in (starts, *days)]
    whole = tuple((day, version) for day, version in each if version is not None)
    findings.extend(_changed_for_good(whole))
    return Versions(whole[0][1].agreement, whole) if len(whole) == len(each) else None


def _agreement(
    base: Mapping, changed: Sequence[Amendment], day: date, ways: Callable[[str], Special], findings: list[Finding]
) -> Agreement | None:
    """Give the agreement as it stands on a day; what it shares with other days is read once for all."""
    tree = names_as_of(base, day)
    for each in changed:
        if each.effective <= day:
            tree = amended(tree, each, day, findings)
    findings.extend(_odd_ids(tree))
    if (version := tree.get("truegreen")) not in (None, Scalar("1")):
        says, remedy = "This version of the file format is not known.", "Write truegreen: 1, or update Truegreen."
        findings.append(error(version.at if version else tree.at, "unknown-format", says, remedy))
    currency = tree.get("currency")
    return read(tree, Agreement, findings, ways(currency.text if isinstance(currency, Scalar) else ""))


def _odd_ids(tree: Mapping) -> Iterator[Finding]:
    """Find ids that could not stand in a path, a file name or an address."""
    groups = (tree.get(name) for name in _BY_ID)
    ids = [key for group in groups if isinstance(group, Mapping) for key in group.entries]
    for each in (tree.get("agreement"), *ids):
        if isinstance(each, Scalar) and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}", each.text):
            says = f"The id {shown(each.text)} holds more than letters, digits, - and _, or is too long."
            yield error(each.at, "odd-id", says, "Choose a short id; write the full name as its title.")


def _changed_for_good(whole: Sequence[tuple[date, Agreement]]) -> Iterator[Finding]:
    """Find changes of what money is counted in and by: what is held and due from before could not be settled with."""
    for (_, before), (day, after) in pairwise(whole):
        for name in _FOR_GOOD:
            old, new = getattr(before, name), getattr(after, name)
            if old != new:
                says = f"From {day} on “{name}” is {new or 'left out'}, and it was {old or 'left out'} before."
                yield error(after.at, "fixed-path", says, "Let it stand, and write a new agreement from that day on.")


def _out_of_order(starts: date, changed: Sequence[Amendment]) -> Iterator[Finding]:
    """Find amendments that nothing orders, and amendments of a time before the agreement."""
    for first, second in pairwise(changed):
        if (first.effective, first.number) == (second.effective, second.number):
            says = f"This amendment and {first.at.file} are effective on one day and have one number."
            yield error(second.at, "amendments-unordered", says, "Number them in the order in which they were signed.")
    for each in changed:
        if each.effective < starts < date.max:
            says = f"The amendment is effective on {each.effective}, before the agreement starts on {starts}."
            yield warning(each.at, "amendment-before-start", says, "Correct the date; it now holds from the start.")
