"""Which measures a side does not see yet, and which may be kept back: never what pays, or what customers live through.

Both sides know that a draft is there, whose it is, why, and until when. What is kept back is its figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from truegreen.governance.saying import sentence
from truegreen.model.agreement import Agreement, Role, Side
from truegreen.model.draft import Draft

LONGEST: Final = timedelta(days=92)
"""For so long a measure may be a draft."""
NAMED_BY: Final = ("id", "measure", "level", "figure", "outcome")
"""Fields of a record by which a row says whose it is."""
WITHHELD: Final = "This speaks of a measure that is a draft, and is withheld until its day."


@dataclass(frozen=True, slots=True)
class Hidden:
    """Measures that a side does not see yet, by all the names that they go by.

    Attributes:
        ids: as the agreement calls them.
        titles: as people call them.
        formulas: what they count, by which tables name their columns and correlations.
    """

    ids: frozenset[str]
    titles: frozenset[str] = frozenset()
    formulas: frozenset[str] = frozenset()

    def is_told_in(self, text: str) -> bool:
        """Say whether a text speaks of any of them."""
        return bool(self.ids) and _speaking_of(self.ids | self.titles).search(text) is not None

    def is_keyed(self, name: str) -> bool:
        """Say whether what stands under a name is of any of them."""
        return bool(self.ids) and _speaking_of(self.ids | self.titles | self.formulas).search(name) is not None


def names_of(drafts: Iterable[Draft], agreement: Agreement) -> Hidden:
    """Give the names that drafts go by in an agreement."""
    ids = frozenset(each.measure for each in drafts)
    found = [agreement.measures[each] for each in ids if each in agreement.measures]
    titles, formulas = (
        frozenset(filter(None, (getattr(each, name) for each in found))) for name in ("title", "metric")
    )
    return Hidden(ids, titles, formulas)


def hidden_from(side: Side, drafts: Iterable[Draft], day: date) -> tuple[Draft, ...]:
    """Give the drafts whose figures a side does not see on a day; who belongs to neither side sees none of them."""
    return tuple(each for each in drafts if each.side is not side and day <= each.until)


def draft_problem(draft: Draft, agreement: Agreement, drafts: Iterable[Draft], day: date) -> str:
    """Say why a measure cannot be a draft; empty if it can."""
    measure = agreement.measures.get(draft.measure)
    if measure is None:
        return sentence("Choose a measure of the agreement.")
    if measure.role is Role.EXPERIENCE or any(each.outcome == draft.measure for each in agreement.measures.values()):
        return sentence("It says what customers live through; nobody keeps that back.")
    if measure.role is Role.CRITICAL or _pays(agreement, draft.measure):
        return sentence("Money moves by it; nobody keeps that back.")
    if any(each.measure == draft.measure and day <= each.until for each in drafts):
        return sentence("It is a draft already.")
    if not day <= draft.until <= day + LONGEST:
        return sentence("Choose a day between today and %(last)s.", last=day + LONGEST)
    return "" if draft.because.strip() else sentence("Say why it is not ready; the other side reads it.")


def without(record: Any, hidden: Hidden) -> Any:
    """Give a record without the rows of measures, and without what else speaks of them, wherever it stands in it."""
    if isinstance(record, Mapping):
        return {name: without(each, hidden) for name, each in record.items()
                if not hidden.is_keyed(name) and not _is_of(each, hidden)}  # fmt: skip
    if isinstance(record, list):
        return [without(each, hidden) for each in record if not _is_of(each, hidden)]
    return WITHHELD if isinstance(record, str) and hidden.is_told_in(record) else record


def _is_of(each: Any, hidden: Hidden) -> bool:
    if isinstance(each, Mapping):
        return any(isinstance(name := each.get(field), str) and name in hidden.ids for field in NAMED_BY)
    return isinstance(each, str) and each in hidden.ids


@cache
def _speaking_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, names)))})(?![\w-])")


def _pays(agreement: Agreement, measure: str) -> bool:
    return any(f"'{measure}'" in str(each.says) for each in agreement.terms.values())
