"""A request for proposal as a workbook: what each kind of work needs and by what answers are judged, to be filled in.

It holds nothing of anybody else: no scores, no prices and no names of those who do the work today.
"""

from __future__ import annotations

from typing import Any, Final

from truegreen.model.evaluated import Evaluated, Measure, Supplied
from truegreen.model.profile import Card
from truegreen.reports.sourcing import profile_words, score_words
from truegreen.reports.workbook import fit, saved, text_row

WORK: Final = ("Kind of work", "Issues in these months", "Needs", "Can do it", "At which site", "Price", "For each",
               "Remarks")  # fmt: skip
CRITERIA: Final = ("Criterion", "Better", "Counts", "From", "To", "In", "Knocked out", "Your score", "At least",
                   "At most", "Evidence", "Given by")  # fmt: skip
HOW: Final = (
    "Fill in the shaded cells. Leave empty what you do not know: an empty score may be anything on its scale, and is "
    "not taken for the lowest."
)
_FIRST_WORK, _FIRST_SCORE = 4, 8
_SHADE: Final = "FFF6E0"


def proposal_sheets(of: Supplied) -> bytes:
    """Write a request for proposal as an XLSX workbook.

    Args:
        of: what was found of a plan; without an evaluation there are no criteria.
    """
    from openpyxl import Workbook

    book = Workbook()
    _about(book.active, of)
    _work(book.create_sheet("Work"), of)
    if of.evaluated is not None:
        _criteria(book.create_sheet("Criteria"), of.evaluated)
    return saved(book)


def _about(sheet: Any, of: Supplied) -> None:
    sheet.title = "Request"
    about = {
        "Request for proposal": of.title or of.plan, "How to answer": HOW, "Currency": of.currency,
        "Hours are in": of.zone, "Issues are those of": f"{of.first} to {of.last}",
    }  # fmt: skip
    for name, said in about.items():
        text_row(sheet, [name, said])
    for name in ("Your company", "Who answers", "On which day"):
        _to_fill(sheet, text_row(sheet, [name]), 2, 2)
    fit(sheet, 1)


def _work(sheet: Any, of: Supplied) -> None:
    text_row(sheet, WORK, bold=True)
    for each in of.cards:
        row = text_row(sheet, [profile_words.name(each), None, _needs(each, of.zone)])
        sheet.cell(row, 2).value = each.issues
        _to_fill(sheet, row, _FIRST_WORK, len(WORK))
    last = sheet.max_row
    _choice(sheet, "yes,no", f"D2:D{last}")
    _choice(sheet, "hour,contact", f"G2:G{last}")
    fit(sheet, 1)


def _needs(of: Card, zone: str) -> str:
    return profile_words.needs(of.needs, zone)


def _criteria(sheet: Any, of: Evaluated) -> None:
    text_row(sheet, CRITERIA, bold=True)
    for each in of.measures:
        row = text_row(sheet, [each.title, "higher" if each.is_higher_better else "lower", score_words.weight(each),
                               None, None, each.unit or "points", _limit(each)])  # fmt: skip
        if each.is_bounded:
            sheet.cell(row, 4).value, sheet.cell(row, 5).value = each.low, each.high
            _between(sheet, each, row)
        _to_fill(sheet, row, _FIRST_SCORE, len(CRITERIA))
    fit(sheet, 1)


def _limit(of: Measure) -> str:
    if of.limit is None:
        return ""
    return f"{'below' if of.is_higher_better else 'above'} {score_words.number(of.limit, of.unit)}"


def _to_fill(sheet: Any, row: int, first: int, last: int) -> None:
    """Shade the cells that are to be filled in."""
    from openpyxl.styles import PatternFill

    for place in range(first, last + 1):
        sheet.cell(row, place).fill = PatternFill("solid", fgColor=_SHADE)


def _choice(sheet: Any, words: str, cells: str) -> None:
    """Let only some words be chosen."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(cells)


def _between(sheet: Any, of: Measure, row: int) -> None:
    """Let scores lie only on their scale."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="decimal", operator="between", formula1=repr(of.low), formula2=repr(of.high))
    rule.allow_blank, rule.error = True, f"Write a number from {of.low:g} to {of.high:g}."
    sheet.add_data_validation(rule)
    rule.add(f"H{row}:J{row}")
