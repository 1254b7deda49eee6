"""The scorecard as one HTML file: works offline, prints, and runs no script.

The templates lay out what ``sheets`` puts together; every figure is written by ``figures`` and
``written``, so that page and terminal say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Final

from truegreen import __version__
from truegreen.model.reading import Reading
from truegreen.model.scorecard import Explanation, Row, Scorecard
from truegreen.reports import answer, figures, findings, picture, statuses, written
from truegreen.reports.sheets import every_finding, key, sheet

if TYPE_CHECKING:
    from jinja2 import Template


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
    why = {key(each.agreement, each.row): each for each in explanations if not each.slice}
    sheets = [sheet(card, f"m{place}", why) for place, card in enumerate(cards, 1)]
    return _template().render(
        sheets=sheets,
        slices=[sheet(card, f"s{place}", {}) for place, card in enumerate(by_slice, 1)],
        rows=[row for card in cards for row in card.rows],
        findings=every_finding([*cards, *by_slice]),
        currency=currency,
        version=__version__,
    )


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


_GIVEN: Final = {
    "answer": answer, "figures": figures, "written": written, "statuses": statuses, "picture": picture,
    "summary": findings.summary, "strips": strips, "target_of": target_of,
}  # fmt: skip


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("truegreen.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(_GIVEN)
    return environment.get_template("page.html")
