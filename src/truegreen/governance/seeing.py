"""Which right it takes to see a matter: what is about money or named accounts is seen by those who may see these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from truegreen.governance.rights import Right

BY_KIND: Final[Mapping[str, Right]] = {
    "dispute": Right.SEE_MONEY, "statement": Right.SEE_MONEY, "save": Right.SEE_ACCOUNTS,
}  # fmt: skip
"""Kinds of matters that take more than seeing the agreement."""
BY_SUBJECT: Final[Mapping[str, Right]] = {
    "line": Right.SEE_MONEY, "statement": Right.SEE_MONEY, "account": Right.SEE_ACCOUNTS,
    "plan": Right.SEE_PLANS, "shared-plan": Right.SEE_SHARED,
}  # fmt: skip
"""What a matter may be about that does, by the word before the colon."""


def right_to_see(kind: str, about: str) -> Right:
    """Give the right that it takes to see a matter, or an entry of the journal that tells of it.

    >>> right_to_see("action", ""), right_to_see("escalation", "account:A-1")
    (<Right.SEE: 'see this agreement'>, <Right.SEE_ACCOUNTS: 'see named accounts'>)
    """
    return BY_KIND.get(kind) or BY_SUBJECT.get(about.partition(":")[0], Right.SEE)
