"""What a site must have for a kind of work, which sites have it, and why not the others."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from truegreen.model.plan import Needs


class Condition(StrEnum):
    """What a site has to meet."""

    LANGUAGE = "language"
    HOURS = "hours"
    CERTIFICATE = "certificate"
    RESIDENCY = "residency"
    SKILL = "skill"
    SOLVED = "share solved"
    POSSIBLE = "share in the plan"


class Told(StrEnum):
    """Where the share that a site solves comes from."""

    MEASURED = "measured"
    ASSUMED = "assumed"
    OTHERS = "like other sites"
    NOBODY = "not known"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why work may not live at a site.

    Attributes:
        condition: what it does not meet.
        says: what is asked and what it has, in a sentence.
    """

    condition: Condition
    says: str


@dataclass(frozen=True, slots=True)
class Solving:
    """How many issues a site solves for good, as far as can be told.

    Attributes:
        share, low, high: the share with its 90 % interval; None where nobody knows.
        chance: how sure it is that the share asked for is reached; None where none is asked, or nobody knows.
        judged: cases behind it.
        told: measured, assumed by the plan, or only told by other sites.
    """

    share: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    judged: int = 0
    told: Told = Told.NOBODY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site beside a profile; it is eligible where no reason speaks against it.

    Attributes:
        site, supplier: who.
        why_not: every reason against it.
        solving: how many issues it solves for good.
        has_today: share of the cell's issues that are there today.
    """

    site: str
    supplier: str
    why_not: tuple[Reason, ...]
    solving: Solving
    has_today: float

    @property
    def is_eligible(self) -> bool:
        """Say whether work may live there."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Card:
    """The profile of one cell, with everybody beside it.

    Attributes:
        cell: its members, in the order of the plan's slices.
        segment, contact_type: of it; the segment is empty where work is not split by it.
        needs: what a site must have, of contact type and segment together.
        issues: issues in the months of records.
        quadrant: cost-first, protect, simplify or eliminate, or invest; empty where nobody can tell.
        candidates: all sites of the plan, the eligible first.
    """

    cell: tuple[str, ...]
    segment: str
    contact_type: str
    needs: Needs
    issues: int
    quadrant: str
    candidates: tuple[Candidate, ...]

    @property
    def eligible(self) -> tuple[str, ...]:
        """Name the sites where its work may live."""
        return tuple(each.site for each in self.candidates if each.is_eligible)
