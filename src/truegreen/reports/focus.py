"""A statement's lines in the columns of FOCUS 1.2, the FinOps Open Cost and Usage Specification.

The columns' own rules (focus.finops.org) are kept: costs add up to the invoice, ends of periods are exclusive, a
quantity times its unit price is its cost, and what is absent is null. Days of the agreement stand as midnight UTC.
There is no list price besides the contracted one, and nothing is amortised.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final, TypeAlias

from truegreen.model.issued import Issued
from truegreen.model.statement import Category, Line, Statement
from truegreen.model.step import Step, steps_of
from truegreen.reports import statement_words as words
from truegreen.reports.csv_table import csv_table
from truegreen.units.value import Value, is_currency, written

Row: TypeAlias = dict[str, str | None]
COLUMNS: Final = (
    "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodStart", "BillingPeriodEnd",
    "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
    "InvoiceId", "InvoiceIssuerName", "ProviderName", "PublisherName", "ServiceCategory", "ServiceName", "SkuId",
    "PricingQuantity", "PricingUnit", "ListUnitPrice", "ContractedUnitPrice", "ListCost", "ContractedCost",
    "EffectiveCost", "BilledCost", "Tags",
)  # fmt: skip
NUMBERS: Final = frozenset(each for each in COLUMNS if each.endswith(("Cost", "Price", "Quantity")))
TAGS: Final = "truegreen/"
_CATEGORIES: Final = {
    Category.CREDIT: "Credit", Category.ADJUSTMENT: "Adjustment", Category.HOLD: "Adjustment", Category.TAX: "Tax",
}  # fmt: skip
_UNITS: Final = {"count": "Units", "seconds": "Seconds", "days": "Days", "points": "Points"}


def focus_rows(statement: Statement, issued: Issued | None = None) -> list[Row]:
    """Give a row for each line of a statement; what stands on later invoices is billed with these.

    Args:
        statement: the statement.
        issued: as which it was issued; None while it is not, and then the rows have no invoice and no digests.
    """
    return [_row(statement, line, issued) for line in statement.lines]


def focus_csv(rows: Sequence[Row]) -> str:
    """Write rows as CSV; null is an empty field, and no text is taken for a formula."""
    return csv_table(COLUMNS, rows, NUMBERS)


def _row(statement: Statement, line: Line, issued: Issued | None) -> Row:
    category = _category(line)
    cost = number(Value.of(line.amount).number)
    is_priced = category in ("Usage", "Purchase") and not line.corrects
    quantity, unit, price = _priced(line) if is_priced else (None, None, None)
    contracted = cost if quantity is None or price is None else number(quantity * price)
    shown_price = None if price is None else number(price)
    return {
        "BillingAccountId": words.contract(statement, "/"),
        "BillingAccountName": statement.title or None,
        "BillingCurrency": statement.currency,
        "BillingPeriodStart": _at(statement.period.start),
        "BillingPeriodEnd": _at(statement.period.end),
        "ChargePeriodStart": _at(line.arose.start),
        "ChargePeriodEnd": _at(line.arose.end),
        "ChargeCategory": category,
        "ChargeClass": "Correction" if line.corrects else None,
        "ChargeDescription": _description(line),
        "ChargeFrequency": {"Usage": "Usage-Based", "Purchase": "Recurring"}.get(category, "One-Time"),
        "InvoiceId": words.number_of(statement) if issued else None,
        "InvoiceIssuerName": statement.provider,
        "ProviderName": statement.provider,
        "PublisherName": statement.provider,
        "ServiceCategory": "Other",
        "ServiceName": statement.title or statement.agreement,
        "SkuId": None if category == "Tax" else line.id,
        "PricingQuantity": None if quantity is None else number(quantity),
        "PricingUnit": unit,
        "ListUnitPrice": shown_price,
        "ContractedUnitPrice": shown_price,
        "ListCost": contracted,
        "ContractedCost": contracted,
        "EffectiveCost": cost,
        "BilledCost": cost,
        "Tags": _tags(line, issued),
    }


def number(amount: Fraction) -> str:
    """Write a number that has a last digit as FOCUS does: no thousands, no exponent.

    >>> number(Fraction(-25001, 2)), number(Fraction(100000))
    ('-12500.5', '100000')
    """
    return written(amount).replace(",", "")


def has_end(amount: Fraction) -> bool:
    """Say whether a number can be written with all its digits."""
    return not written(amount).endswith("…")


def _category(line: Line) -> str:
    """Say what a charge is: usage where it rests on something counted, and a purchase that recurs where it does not."""
    if line.category is not Category.CHARGE:
        return _CATEGORIES[line.category]
    counted = any(each.value is not None and each.value.unit in _UNITS for each in steps_of(_at_first(line)))
    return "Usage" if counted else "Purchase"


def _priced(line: Line) -> tuple[Fraction, str, Fraction]:
    """Give a charge's quantity, its unit and the price of one, before later clauses; one of it where there is none."""
    step = _at_first(line)
    while step.op.startswith("round:"):
        step = step.given[0]
    if step.op == "product" and (found := _product(step)):
        return found
    amount = Value.of(line.amount).number
    return Fraction(-1 if amount < 0 else 1), "Units", abs(amount)


def _product(step: Step) -> tuple[Fraction, str, Fraction] | None:
    """Give quantity, unit and price where a step is just that product, and all of it can be written."""
    values = [each.value for each in step.given if each.value is not None and has_end(each.value.number)]
    quantity = next((each for each in values if each.unit in _UNITS), None)
    price = next((each for each in values if is_currency(each.unit) and each.number >= 0), None)
    if len(values) != 2 or quantity is None or price is None:
        return None
    return quantity.number, _UNITS[quantity.unit], price.number


def _at_first(line: Line) -> Step:
    return line.changes[0].before if line.changes else line.because


def _description(line: Line) -> str:
    under = f" ({line.clause})" if line.clause else ""
    return "; ".join(
        filter(None, (f"{words.called(line)}{under}", words.reason(line), *map(words.changed, line.changes)))
    )


def _tags(line: Line, issued: Issued | None) -> str:
    tags = {
        "clause_id": line.term,
        "clause": line.clause,
        "definition_digest": issued.text if issued else "",
        "evidence_digest": issued.inputs if issued else "",
    }
    return json.dumps({f"{TAGS}{name}": said for name, said in tags.items() if said}, ensure_ascii=False)


def _at(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
