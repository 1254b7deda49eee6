"""What each post may do. There is no other table: pages, API and command line ask this one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from truegreen.model.people import Post

_EXECUTIVE, _MANAGER, _FINANCE, _COMMERCIAL, _LEAD, _ANALYST, _THEIR_FINANCE, _AUDITOR, _READER = Post
_ALL: Final = frozenset(Post)
_DOING: Final = _ALL - {_AUDITOR, _READER}
_LEADING: Final = frozenset({_EXECUTIVE, _MANAGER, _LEAD})
_MONEY: Final = frozenset({_EXECUTIVE, _FINANCE, _LEAD, _THEIR_FINANCE})
_BUYING: Final = frozenset({_EXECUTIVE, _MANAGER, _FINANCE})


class Right(Enum):
    """What somebody may do, in words that end “you may not …”."""

    SEE = "see this agreement"
    SEE_MONEY = "see statements"
    SEE_VALUE = "see what customers are worth"
    SEE_ACCOUNTS = "see named accounts"
    SEE_PEOPLE = "see who has which post"
    SEE_JOURNAL = "read the journal"
    SEE_PLANS = "see where work should live, with all prices and worths"
    SEE_SHARED = "see what is shared of where work should live"
    SHARE_PLANS = "save what a plan found, and share it"
    HEAR = "add what customers said"
    SAVE = "assign and follow saves"
    PILOT = "register and conclude pilots"
    DISPUTE = "dispute a line, or answer a dispute"
    APPROVE = "approve a statement"
    ISSUE = "issue a statement"
    ASK_CHANGE = "ask for a change of the agreement"
    APPROVE_CHANGE = "approve a change of the agreement"
    ESCALATE = "escalate"
    ANSWER = "answer an escalation"
    ACT = "take on and finish actions"
    GOVERN = "hold reviews, and record decisions, risks, causes and initiatives"
    RECOGNISE = "give feedback and recognition"
    FEEL = "answer the relationship pulse"
    DRAFT = "keep a measure a draft, or show it"
    UPLOAD = "upload records"
    RUN = "run the project"
    EXPORT = "export what they see"
    TOKEN = "make tokens for programs"  # noqa: S105 — a sentence, not a secret
    INVITE = "invite people of their side, and change or end their posts"


HELD_BY: Final[Mapping[Right, frozenset[Post]]] = {
    Right.SEE: _ALL,
    Right.SEE_MONEY: _ALL - {_COMMERCIAL, _ANALYST},
    Right.SEE_VALUE: _ALL - {_ANALYST},
    Right.SEE_ACCOUNTS: _ALL - {_THEIR_FINANCE},
    Right.SEE_PEOPLE: _LEADING | {_AUDITOR},
    Right.SEE_JOURNAL: _LEADING | _MONEY | {_AUDITOR},
    Right.SEE_PLANS: _BUYING | {_AUDITOR},
    Right.SEE_SHARED: _BUYING | {_LEAD, _AUDITOR},
    Right.SHARE_PLANS: _BUYING,
    Right.HEAR: _DOING - {_FINANCE, _THEIR_FINANCE},
    Right.SAVE: frozenset({_MANAGER, _COMMERCIAL, _LEAD, _ANALYST}),
    Right.PILOT: frozenset({_MANAGER, _COMMERCIAL, _LEAD}),
    Right.DISPUTE: _LEADING | _MONEY,
    Right.APPROVE: _MONEY,
    Right.ISSUE: frozenset({_FINANCE, _THEIR_FINANCE}),
    Right.ASK_CHANGE: _LEADING,
    Right.APPROVE_CHANGE: frozenset({_EXECUTIVE, _LEAD}),
    Right.ESCALATE: _DOING,
    Right.ANSWER: _LEADING,
    Right.ACT: _DOING,
    Right.GOVERN: _LEADING,
    Right.RECOGNISE: _DOING,
    Right.FEEL: _DOING,
    Right.DRAFT: frozenset({_MANAGER, _LEAD}),
    Right.UPLOAD: frozenset({_MANAGER, _FINANCE, _LEAD, _ANALYST}),
    Right.RUN: frozenset({_MANAGER, _LEAD, _ANALYST}),
    Right.EXPORT: _ALL,
    Right.TOKEN: _ALL,  # a token does nothing that who made it may not do
    Right.INVITE: frozenset({_MANAGER, _LEAD}),
}
"""Posts that hold each right."""

BY_SECOND_FACTOR: Final = frozenset({Right.APPROVE, Right.APPROVE_CHANGE, Right.ISSUE, Right.INVITE})
"""Rights that only count for somebody whose sign-in takes a second factor."""

CLIENTS_OWN: Final = frozenset({Right.SEE_PLANS, Right.SHARE_PLANS})
"""Rights that nobody holds by a seat for the provider, whatever their post: an auditor may sit for either side."""
