"""Scorecards as they stand on the page: rows in groups, with the links between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from truegreen.model.finding import Finding
from truegreen.model.scorecard import Explanation, Row, Scorecard
from truegreen.reports.statuses import is_watermelon
from truegreen.units.period import Period

Key = tuple[str, str, Period | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it stands on the page.

    Attributes:
        row: the row.
        anchor: where links to it lead.
        behind: the experience level its outcome is read from, for the same member; None if that is itself or nothing.
        explanation: what it opens into, if that was asked for.
    """

    row: Row
    anchor: str
    behind: Row | None
    explanation: Explanation | None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together, under a name: a perspective, or a measure's members."""

    name: str
    entries: Sequence[Entry]

    @property
    def rows(self) -> list[Row]:
        """Give the rows alone."""
        return [each.row for each in self.entries]

    @property
    def watermelons(self) -> list[Entry]:
        """Give what is met over unhappy customers."""
        return [each for each in self.entries if is_watermelon(each.row)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scorecard as it stands on the page."""

    card: Scorecard
    groups: Sequence[Group]

    @property
    def watermelons(self) -> list[Entry]:
        """Give what is met over unhappy customers."""
        return [each for group in self.groups for each in group.watermelons]


def key(agreement: str, row: Row) -> Key:
    """Say what a row is of: agreement, measure, and the period it was read over, which its window decides."""
    return agreement, row.id, row.reading.period if row.reading else None


def sheet(card: Scorecard, prefix: str, why: Mapping[Key, Explanation]) -> Sheet:
    """Group a scorecard's rows by perspective, or in a slice by measure, in the order they stand."""
    held = {(row.id, row.member): row for row in card.rows}
    entries = [
        Entry(
            row,
            f"{prefix}-{place}",
            held.get((row.outcome_of, row.member)) if row.outcome_of != row.id else None,
            why.get(key(card.agreement, row)),
        )
        for place, row in enumerate(card.rows, 1)
    ]
    named = groupby(entries, lambda each: each.row.id if card.by else str(each.row.perspective))
    return Sheet(card, [Group(name, list(group)) for name, group in named])


def every_finding(cards: Sequence[Scorecard]) -> list[Finding]:
    """Give the findings of all scorecards, each once."""
    return list(dict.fromkeys(finding for card in cards for finding in card.findings))
