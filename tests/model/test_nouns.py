"""The nouns: an agreement through time, findings as people read them, values written for the eye."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from truegreen.model.agreement import Agreement, Contact, Parties, Party, Versions
from truegreen.model.finding import error, has_errors, note, warning
from truegreen.model.reading import decimal
from truegreen.units.span import NOWHERE, Span

PARTY = Party(name="Acme", contact=Contact(name="Service desk"))


def titled(title: str) -> Agreement:
    return Agreement(
        agreement="care", title=title, starts=date(2024, 1, 1), services={}, measures={},
        parties=Parties(client=PARTY, provider=PARTY),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "title"),
    [("2023-12-31", "first"), ("2024-01-01", "first"), ("2024-06-30", "first"), ("2024-07-01", "second"),
     ("2030-01-01", "third")],
)  # fmt: skip
def test_an_agreement_stands_as_it_was_last_changed(day: str, title: str) -> None:
    changes = (("2024-01-01", "first"), ("2024-07-01", "second"), ("2025-01-01", "third"))
    versions = Versions("care", tuple((date.fromisoformat(since), titled(each)) for since, each in changes))
    assert versions.on(date.fromisoformat(day)).title == title
    assert versions.latest.title == "third"


def test_a_finding_says_where_how_bad_what_is_so_and_what_to_do() -> None:
    found = warning(Span("a.yml", 4, 2), "odd-weight", "The weights add up to 90 %.", "Raise one by 10 %.", 3)
    assert str(found) == "a.yml:4:2: warning[odd-weight]\nThe weights add up to 90 %.\nRaise one by 10 %."
    assert found.count == 3


def test_only_an_error_stops() -> None:
    harmless = [make(NOWHERE, "x", "So.", "Do.") for make in (warning, note)]
    assert not has_errors(harmless)
    assert has_errors([*harmless, error(NOWHERE, "x", "So.", "Do.")])


@pytest.mark.parametrize(
    ("value", "digits", "written"),
    [(Fraction(2, 3), 2, "0.67"), (Fraction(1, 8), 2, "0.13"), (Fraction(-1, 8), 2, "-0.13"), (Fraction(5), 0, "5")],
)
def test_values_are_rounded_half_up_for_the_eye(value: Fraction, digits: int, written: str) -> None:
    assert str(decimal(value, digits)) == written
