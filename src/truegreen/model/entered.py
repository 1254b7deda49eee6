"""What commercial people heard, as they enter it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from truegreen.units.span import NOWHERE, Span


class Kind(StrEnum):
    """What was heard."""

    ESCALATION = "escalation"
    COMPLAINT = "complaint"
    REFERENCE_DECLINED = "reference_declined"
    COMPETITOR_NAMED = "competitor_named"
    DIRECT_LINE_REQUEST = "direct_line_request"
    SALES_CONCERN = "sales_concern"
    PRAISE = "praise"

    @property
    def is_warning(self) -> bool:
        """Say whether it is taken to speak for leaving: all but praise."""
        return self is not Kind.PRAISE


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One signal as somebody enters it.

    Attributes:
        account: whom it was heard from.
        kind: what was heard.
        on: the day.
        severity: how serious, 1 to 5; None where nobody says.
        by: pseudonym of who heard it; empty where nobody says.
        at: where it is written.
    """

    account: str
    kind: Kind
    on: date
    severity: int | None = None
    by: str = ""
    at: Span = NOWHERE
