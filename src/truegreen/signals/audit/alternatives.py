"""Alternatives: a contracted measure under the other usual ways of counting it, and which of them change its status.

The definition is where green is made: the same rows are met by one way of counting and missed by another. No way is
wrong by itself; the one that was agreed holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.model.audit import Audit, Moved, Rate
from truegreen.model.reading import Contract
from truegreen.signals.audit.detector import Detector
from truegreen.signals.audit.drafts import Draft
from truegreen.signals.audit.words import Seen

NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Alternative:
    """A measure under another way of counting.

    Attributes:
        variant, words, differs: which, what it counts, and the aspects in which it differs.
        moved: the measure as agreed and so, over the whole period, and in its own periods.
        changed: its own periods whose status differs.
        greened, reddened: members that are met only by it, and only as agreed; of ``members`` with rows enough.
    """

    variant: str
    words: str
    differs: Mapping[str, str]
    moved: Moved
    changed: int
    greened: Sequence[str]
    reddened: Sequence[str]
    members: int

    @property
    def flips(self) -> bool:
        """Say whether any status changes."""
        stated, without = self.moved.stated.contract, self.moved.without.contract
        whole = stated is not without and Contract.NOT_JUDGED not in (stated, without)
        return bool(whole or self.changed or self.greened or self.reddened)


def says(seen: Seen) -> str:
    """Nothing is said by counts alone; the sentence is made by ``draft``."""
    return f"{seen.counted} differ."


DETECTOR: Final = Detector(
    name="alternatives",
    audit=Audit.DEFINITION,
    title="Other usual ways of counting that change the status",
    innocent="The agreement says how it is counted; another way would have had another target.",
    says=says,
    is_fact=True,
)


def draft(by: str, found: Alternative, written: str, otherwise: str) -> Draft:
    """Give the draft of a line, with its sentence.

    Args:
        by: the slice of the members.
        found: the alternative.
        written: the value as agreed, with its unit.
        otherwise: the value so.
    """
    moved = found.moved
    rate = Rate(found.changed, moved.periods, noun="periods")
    way = found.words.rstrip(".")
    agreed = f"“{moved.title}” is {written} as agreed ({moved.stated.contract})"
    parts = [f"{agreed}, and {otherwise} counted as {way[:1].lower()}{way[1:]} ({moved.without.contract})"]
    if moved.periods > 1:
        parts.append(f"the status differs in {found.changed} of {moved.periods} periods")
    slices = by.replace("_", " ")
    whom = []
    for words, members in (("are green only so", found.greened), ("are green only as agreed", found.reddened)):
        if members:
            listed = ", ".join(members[:NAMED]) + (" and others" if len(members) > NAMED else "")
            whom.append(f"{len(members)} of {found.members} {slices}s {words}: {listed}")
    also = {"greened": float(len(found.greened)), "reddened": float(len(found.reddened))}
    words = "; ".join([*parts, *whom]) + "."
    return Draft(
        DETECTOR,
        by,
        "",
        rate,
        None,
        also,
        moved.measure,
        (moved,),
        words=words,
        way=way,
        whom="; ".join(whom),
        counts=found.flips,
    )
