"""People type what they see, in their language; what can be read in two ways is refused with both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.web.visiting import at, visitor
from truegreen.governance.workflow import Ask, Shape
from truegreen.units.money import Money
from truegreen.web.models import MatterRow
from truegreen.web.typed import UnclearError, day, decimal, kept
from truegreen.web.written import amount, date_of, number

GERMAN = {"HTTP_ACCEPT_LANGUAGE": "de"}
ASK = Ask("amount", "How much of it", Shape.AMOUNT)


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(("language", "text", "is_kept"), [
    ("de", "1.234,56 EUR", "1234.56 EUR"), ("de", "1.234 EUR", "1234.00 EUR"), ("de", "-5 €", "-5.00 EUR"),
    ("de", "1.234.567,8 EUR", "1234567.80 EUR"), ("de", "1,234.56 EUR", "1234.56 EUR"), ("de", "12,5 eur", "12.50 EUR"),
    ("en", "1,234.56 EUR", "1234.56 EUR"), ("en", "1,234 EUR", "1234.00 EUR"), ("en", "−1,250.50 EUR", "-1250.50 EUR"),
    ("de", "1.234 JPY", "1234 JPY"), ("de", "1,234 EUR", ""), ("en", "1.234 EUR", ""), ("de", "1234.5 EUR", ""),
    ("en", "1234,5 EUR", ""), ("de", "12.34.56 EUR", ""), ("de", "1.234,5,6 EUR", ""), ("en", "12 EU", ""),
    ("de", "1.234 BHD", ""), ("de", "٣ EUR", ""), ("de", "1e3 EUR", ""),
])  # fmt: skip
def test_an_amount_is_read_as_its_language_writes_it_or_refused(language: str, text: str, is_kept: str) -> None:
    with translation.override(language):
        told, wrong = kept([ASK], {"amount": text})
    assert (told["amount"] if not wrong else "") == is_kept
    assert bool(wrong) == (not is_kept)


def test_a_number_that_is_unclear_is_refused_with_both_ways_to_read_it() -> None:
    with translation.override("de"), pytest.raises(UnclearError, match=r"1234 oder 1,2340"):
        decimal("1.234")
    with pytest.raises(UnclearError, match=r"1234 or 1\.2340"):
        decimal("1,234")


@pytest.mark.parametrize(("language", "text", "is_read"), [
    ("de", "31.12.2026", date(2026, 12, 31)), ("de", "3.4.2026", date(2026, 4, 3)),
    ("de", "2026-12-31", date(2026, 12, 31)),
    ("de", "3. März 2026", date(2026, 3, 3)), ("en", "31 Dec 2026", date(2026, 12, 31)), ("en", "31.12.2026", None),
    ("en", "12/31/2026", None), ("de", "12/31/2026", None), ("de", "31.12.26", None), ("de", "31.2.2026", None),
    ("en", "2026-02-30", None), ("en", "soon", None),
])  # fmt: skip
def test_a_day_is_read_as_its_language_writes_it_or_refused(language: str, text: str, is_read: date | None) -> None:
    with translation.override(language):
        try:
            found = day(text)
        except UnclearError:
            found = None
    assert found == is_read


@given(st.sampled_from(["en", "de"]), st.dates(date(1970, 1, 1), date(2999, 12, 31)))
def test_a_day_that_is_shown_can_be_typed(language: str, of: date) -> None:
    with translation.override(language):
        assert day(date_of(of)) == of


@given(st.sampled_from(["en", "de"]), st.integers(-(10**11), 10**11))
def test_an_amount_that_is_shown_can_be_typed(language: str, cents: int) -> None:
    of = Money(Decimal(cents).scaleb(-2), "EUR")
    with translation.override(language):
        told, wrong = kept([ASK], {"amount": amount(of)})
    assert not wrong
    assert Money.parse(told["amount"]) == of


@given(st.sampled_from(["en", "de"]), st.integers(-(10**9), 10**9), st.sampled_from([0, 1, 2, 4]))
def test_a_number_that_is_shown_can_be_typed_or_is_unclear_without_its_digits(
    language: str, of: int, digits: int
) -> None:
    value = Decimal(of).scaleb(-digits)
    with translation.override(language):
        try:
            assert decimal(number(value, digits)) == value
        except UnclearError:
            assert digits == 0


def test_a_form_takes_german_and_shows_what_it_took(workspace: Path) -> None:
    client = visitor("client-executive", **GERMAN)
    said = {"title": "Zu hoch", "amount": "1.234,50 EUR", "reason": "Klausel 4", "once": "k",
            "about": "line:2025-10:fcr-credit"}  # fmt: skip
    answer = client.post(at("open/dispute"), said)
    assert answer.status_code == 302
    assert MatterRow.objects.get().says["amount"] == "1234.50 EUR"
    place = str(answer.headers["Location"])
    assert "1.234,50 EUR" in client.get(place).content.decode()
    assert "1,234.50 EUR" in visitor("provider-lead").get(place).content.decode()


def test_a_form_refuses_what_is_unclear_and_keeps_what_was_typed(workspace: Path) -> None:
    said = {"title": "Zu hoch", "amount": "1,234 EUR", "reason": "Klausel 4", "about": "line:2025-10:fcr-credit"}
    answer = visitor("client-executive", **GERMAN).post(at("open/dispute"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "„1,234“ lässt sich auf zwei Arten lesen; schreiben Sie 1234 oder 1,2340." in page
    assert 'value="1,234 EUR"' in page
    assert not MatterRow.objects.exists()
