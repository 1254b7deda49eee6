"""SQL of what Qualtrics' statuses mean: of responses, which count, and of contacts, who was asked.

A response's status is a word or a sum of codes: 1 preview, 2 test, 4 imported, 8 spam, 16 offline, 32 employee survey.
A contact's is one of the interface's (qualtrics.com, distribution status), or what the download of a history says.
"""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql

_CODES: Final = {"spam": 8, "preview": 1, "test": 2}
_KNOWN: Final = ("ip address", "imported", "offline", "ex", "ex offline")
# Who was not reached, and who was not to be asked. “Pending” is also whose link was made and has not been used.
_FAILED: Final = ("error", "failure", "failed", "unknown", "softbounce", "hardbounce")
_DECLINED: Final = ("blocked", "optedout", "unsubscribed")
_SKIPPED: Final = ("skipped",)
# The interface writes this where a response cannot be told from others.
NOBODY: Final = "Anonymous"


def why_left_out(response: str) -> str:
    """Give SQL of why a response does not count: spam, preview or test; NULL of those that do.

    Args:
        response: the name of the responses.
    """
    code, word = f"try_cast({response}.status AS INTEGER)", f"lower({response}.status)"
    cases = "".join(
        f" WHEN {code} & {bit} > 0 OR contains({word}, {sql.text(name)}) THEN {sql.text(name)}"
        for name, bit in _CODES.items()
    )
    return f"CASE{cases} END"


def is_strange(response: str) -> str:
    """Give SQL that says whether nobody knows what a response's status means; such a response counts."""
    words = ", ".join(map(sql.text, _KNOWN))
    return (
        f"({response}.status IS NOT NULL AND try_cast({response}.status AS INTEGER) IS NULL "
        f"AND lower({response}.status) NOT IN ({words}) AND {why_left_out(response)} IS NULL)"
    )


def standing(contact: str) -> str:
    """Give SQL of how a contact stands: invited, failed, skipped (asked too often), declined, or ahead.

    Args:
        contact: the name of the contacts.
    """
    word = f"regexp_replace(lower({contact}.status), '[^a-z]|^email', '', 'g')"
    return f"""CASE WHEN {word} IN {_listed(_DECLINED)} THEN 'declined'
        WHEN {word} IN {_listed(_SKIPPED)} THEN CASE WHEN {contact}.contact_frequency_rule_id IS NULL THEN 'declined'
            ELSE 'skipped' END
        WHEN {word} IN {_listed(_FAILED)} THEN 'failed'
        WHEN {contact}.sent_at IS NULL THEN 'ahead' ELSE 'invited' END"""


def _listed(words: tuple[str, ...]) -> str:
    return f"({', '.join(map(sql.text, words))})"
