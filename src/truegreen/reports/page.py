"""The scorecard as one HTML file: works offline, prints, and runs no script.

The template lays out; what it lays out is put together here, and every figure is written by ``figures`` and
``written``, so that page and terminal say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from truegreen import __version__
from truegreen.model.finding import Finding
from truegreen.model.reading import Contract, Reading
from truegreen.model.scorecard import Explanation, Row, Scorecard
from truegreen.reports import answer, figures, findings, picture, statuses, written
from truegreen.units.period import Period

Key = tuple[str, Period | None, str]


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
        return [each for each in self.entries if statuses.is_watermelon(each.row)]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A scorecard as it stands on the page."""

    card: Scorecard
    groups: Sequence[Group]

    @property
    def watermelons(self) -> list[Entry]:
        """Give what is met over unhappy customers."""
        return [each for group in self.groups for each in group.watermelons]


def scorecard_page(
    cards: Sequence[Scorecard], explanations: Sequence[Explanation], by_slice: Sequence[Scorecard], currency: str
) -> str:
    """Write one self-contained page: the answer, what is met over unhappy customers, the scorecards, the slices.

    Args:
        cards: scorecards of everything, one for each agreement.
        explanations: what their measures open into.
        by_slice: the same by provider, site and so on.
        currency: of amounts.
    """
    why = {(each.agreement, each.period, each.row.id): each for each in explanations if not each.slice}
    sheets = [sheet(card, f"m{place}", why) for place, card in enumerate(cards, 1)]
    return _template().render(
        sheets=sheets,
        slices=[sheet(card, f"s{place}", {}) for place, card in enumerate(by_slice, 1)],
        rows=[row for card in cards for row in card.rows],
        findings=every_finding([*cards, *by_slice]),
        currency=currency,
        version=__version__,
    )


def sheet(card: Scorecard, prefix: str, why: Mapping[Key, Explanation]) -> Sheet:
    """Group a scorecard's rows by perspective, or in a slice by measure, in the order they stand."""
    held = {(row.id, row.member): row for row in card.rows}
    entries = [
        Entry(
            row,
            f"{prefix}-{place}",
            held.get((row.outcome_of, row.member)) if row.outcome_of != row.id else None,
            why.get((card.agreement, card.period, row.id)),
        )
        for place, row in enumerate(card.rows, 1)
    ]
    named = groupby(entries, lambda each: each.row.id if card.by else str(each.row.perspective))
    return Sheet(card, [Group(name, list(group)) for name, group in named])


def every_finding(cards: Sequence[Scorecard]) -> list[Finding]:
    """Give the findings of all scorecards, each once."""
    return list(dict.fromkeys(finding for card in cards for finding in card.findings))


def doubt(explanation: Explanation, currency: str) -> str:
    """Say in one line how much hangs on the way of counting: how many other ways, their range, other verdicts."""
    row = explanation.row
    if row.reading is None:
        return ""
    unit = row.reading.unit
    ways = [
        each
        for each in explanation.panel
        if each.reading and each.reading.value is not None and each.reading.unit == unit
    ]
    if not ways:
        return "no other way of counting has a reading"
    values = sorted(each.reading.value for each in ways if each.reading and each.reading.value is not None)
    ends = dict.fromkeys(
        figures.value(each, unit, currency, written.levels(row, unit)) for each in (values[0], values[-1])
    )
    differ = sum(
        each.contract is not row.contract for each in ways if Contract.NOT_JUDGED not in (each.contract, row.contract)
    )
    otherwise = f"; {differ} would change the contract status" if differ else ""
    return f"{figures.counted(len(ways), 'other way')} of counting: {' to '.join(ends)}{otherwise}"


def strips(explanation: Explanation) -> Iterator[picture.Strip | None]:
    """Draw the reading and then each alternative on one scale with the target; None where the unit differs."""
    own = explanation.row.reading
    unit = own.unit if own else ""
    readings = [own, *(each.reading for each in explanation.panel)]
    shown = [each if each and each.unit == unit and each.value is not None else None for each in readings]
    return picture.strips(shown, figures.level(explanation.row.measure.target, unit))


def target_of(row: Row, reading: Reading) -> Fraction | None:
    """Give a row's target in the unit of a reading; None if it has none."""
    return figures.level(row.measure.target, reading.unit)


def trend_words(row: Row, currency: str) -> str:
    """Say in words what a trend's picture shows."""
    shown = [each for each in row.trend if each.value is not None]
    if not shown:
        return "nothing measured"
    if len(shown) == 1:
        return f"{figures.period(shown[0].period)}: {written.value(row, shown[0], currency)}"
    first, last = shown[0], shown[-1]
    moved = " to ".join(
        f"{written.value(row, each, currency)} in {figures.period(each.period)}" for each in (first, last)
    )
    level = written.target(row)
    return f"{figures.counted(len(shown), 'period')}, {moved}" + (f"; target {level}" if level else "")


_GIVEN: Final = {
    "answer": answer, "figures": figures, "written": written, "statuses": statuses, "picture": picture,
    "summary": findings.summary, "doubt": doubt, "strips": strips, "target_of": target_of, "trend_words": trend_words,
}  # fmt: skip


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("truegreen.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(_GIVEN)
    return environment.get_template("page.html")
