"""A score that is read off nothing and put together from nothing is no score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from truegreen.checks.reach import parts
from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, Level, error
from truegreen.terms.score_pay import Score

LEVEL: Final = Level.ERROR


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find scores that say neither what they are read off nor what they are put together from, or both."""
    for name, term in agreement.terms.items():
        for each in parts(term.says):
            if isinstance(each, Score) and bool(each.of) == bool(each.together):
                which = "both of and together" if each.of else "neither of nor together"
                says = f"A score of “{name}” says {which}."
                yield error(each.at, "score-without-source", says, "Say one of the two.")
