"""The rules of FOCUS 1.2 (focus.finops.org) for each column, held against rows of real and made-up statements."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from io import StringIO

import pytest
from hypothesis import given, settings

from tests.reports import statements
from truegreen.model.issued import Issued
from truegreen.model.statement import Category, Line, Statement
from truegreen.model.step import Step
from truegreen.reports.focus import COLUMNS, NUMBERS, Row, focus_csv, focus_rows
from truegreen.units.value import Value

MANDATORY = (
    "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
    "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost",
    "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
    "ServiceCategory", "ServiceName",
)  # fmt: skip
NULLABLE = {
    "ChargeClass", "InvoiceId", "SkuId", "PricingQuantity", "PricingUnit", "ListUnitPrice", "ContractedUnitPrice",
}  # fmt: skip
PRICED = ("PricingQuantity", "PricingUnit", "ListUnitPrice", "ContractedUnitPrice")


def held(row: Row) -> None:
    """Hold one row against the rules."""
    assert tuple(row) == COLUMNS
    assert {name for name, said in row.items() if said is None} <= NULLABLE
    assert "" not in row.values(), "absent values are null, never empty text"
    assert all(re.fullmatch(r"-?\d+(\.\d+)?", row[name] or "0") for name in NUMBERS)
    for name in COLUMNS:
        if name.endswith(("Start", "End")):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row[name] or "")
            assert datetime.fromisoformat(row[name] or "")
    assert (row["BillingPeriodStart"] or "") < (row["BillingPeriodEnd"] or "")
    assert (row["ChargePeriodStart"] or "") < (row["ChargePeriodEnd"] or "")
    is_correction = row["ChargeClass"] == "Correction"
    assert row["ChargeClass"] in (None, "Correction")
    assert row["ChargeCategory"] in ("Usage", "Purchase", "Tax", "Credit", "Adjustment")
    assert row["ChargeFrequency"] in ("One-Time", "Recurring", "Usage-Based")
    assert (row["ChargeCategory"], row["ChargeFrequency"]) != ("Purchase", "Usage-Based")
    if row["ChargeCategory"] == "Tax":
        assert not any(row[name] for name in (*PRICED, "SkuId"))
    elif row["ChargeCategory"] in ("Usage", "Purchase") and not is_correction:
        assert all(row[name] is not None for name in (*PRICED, "SkuId"))
    for price, cost in (("ListUnitPrice", "ListCost"), ("ContractedUnitPrice", "ContractedCost")):
        if row[price] is None:
            assert row[cost] == row["BilledCost"]
        else:
            assert Fraction(row[price] or "") >= 0
            assert Fraction(row[price] or "") * Fraction(row["PricingQuantity"] or "") == Fraction(row[cost] or "")
    tags = json.loads(row["Tags"] or "")
    assert all(name.startswith("truegreen/") and isinstance(each, str) for name, each in tags.items())


@pytest.mark.parametrize("issued", [None, statements.issued()])
def test_each_column_keeps_its_rules(issued: Issued | None) -> None:
    assert set(MANDATORY) <= set(COLUMNS)
    rows = [row for each in (*statements.settled(statements.TEXT, statements.GIVEN), statements.full())
            for row in focus_rows(each, issued)]  # fmt: skip
    assert rows
    for row in rows:
        held(row)


@given(statements.any_statement())
@settings(max_examples=50, deadline=None)
def test_costs_add_up_to_the_invoice(statement: Statement) -> None:
    rows = focus_rows(statement)
    for row in rows:
        held(row)
    assert sum(Decimal(row["BilledCost"] or "") for row in rows) == statement.total.amount


def test_ends_are_exclusive_and_a_late_credit_is_charged_to_its_own_month() -> None:
    row = focus_rows(statements.full())[0]
    assert row["SkuId"] == "uptime-credit"
    assert (row["BillingPeriodStart"], row["BillingPeriodEnd"]) == ("2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z")
    assert (row["ChargePeriodStart"], row["ChargePeriodEnd"]) == ("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z")
    assert row["ChargeClass"] is None, "what is due late is no correction"


def test_categories_are_those_of_an_invoice() -> None:
    rows = {row["SkuId"] or "tax": row for row in focus_rows(statements.full(), statements.issued())}
    assert {name: row["ChargeCategory"] for name, row in rows.items()} == {
        "uptime-credit": "Credit", "run": "Purchase", "platform": "Purchase", "late-credit": "Credit",
        "retention": "Adjustment", "true-up": "Adjustment", "tax": "Tax",
    }  # fmt: skip
    assert [name for name, row in rows.items() if row["ChargeClass"]] == ["true-up"]
    assert rows["true-up"]["ChargePeriodStart"] == "2024-12-01T00:00:00Z"
    assert rows["run"]["InvoiceId"] == "acme-care/2025-02"
    assert json.loads(rows["late-credit"]["Tags"] or "") == {
        "truegreen/clause_id": "late-credit", "truegreen/clause": "Schedule 3, §2",
        "truegreen/definition_digest": "a1" * 32, "truegreen/evidence_digest": "c3" * 32,
    }  # fmt: skip


def test_without_an_issued_statement_there_is_no_invoice_and_no_digest() -> None:
    row = focus_rows(statements.full())[0]
    assert row["InvoiceId"] is None
    assert "digest" not in (row["Tags"] or "")


def priced(quantity: str, unit: str, price: str) -> Line:
    """Give a line of so many units at a price, rounded to cents."""
    number = Fraction(quantity) * Fraction(price)
    given = (Step("volume", Value(Fraction(quantity), unit)), Step("price", Value(Fraction(price), "EUR")))
    product = Step("{0} × {1}", Value(number, "EUR"), given, op="product")
    cents = Fraction(round(number * 100), 100)
    because = Step("{0} rounded", Value(cents, "EUR"), (product,), op="round:2:half-even")
    return replace(statements.by_hand("calls", str(float(cents)), Category.CHARGE), because=because)


def test_units_at_a_price_are_usage_with_their_quantity_and_price() -> None:
    statement = replace(statements.full(), lines=(priced("1234.5", "count", "0.333"),))
    (row,) = focus_rows(statement)
    assert [row[name] for name in ("ChargeCategory", "ChargeFrequency", *PRICED)] == [
        "Usage", "Usage-Based", "1234.5", "Units", "0.333", "0.333",
    ]  # fmt: skip
    assert row["ContractedCost"] == "411.0885"
    assert row["BilledCost"] == "411.09"


def test_what_cannot_be_written_as_a_quantity_is_one_of_its_amount() -> None:
    statement = replace(statements.full(), lines=(priced("1/3", "seconds", "6.30"),))
    (row,) = focus_rows(statement)
    assert [row[name] for name in PRICED] == ["1", "Units", "2.1", "2.1"]
    assert row["ChargeCategory"] == "Usage"


def test_a_csv_is_read_back_and_runs_nothing() -> None:
    odd = '=HYPERLINK("x")'
    line = replace(statements.full().lines[1], id=odd, clause="+1")
    rows = focus_rows(replace(statements.full(), title="@x", provider="-x", lines=(line, *statements.full().lines[1:])))
    read = list(csv.DictReader(StringIO(focus_csv(rows))))
    assert tuple(read[0]) == COLUMNS
    assert [each["BilledCost"] for each in read] == [row["BilledCost"] for row in rows]
    assert {read[0][name] for name in ("SkuId", "ServiceName", "ProviderName")} == {f"'{odd}", "'@x", "'-x"}
    assert read[0]["ChargeClass"] == ""
    assert not any(said.startswith(("=", "+", "@")) for each in read for said in each.values())
