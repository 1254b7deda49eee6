"""What the words of event logs mean as steps of a case.

The words are those of English service desks and of the public logs of them: Volvo IT's incidents and problems (BPI
Challenge 2013), Rabobank's incident activities (BPI Challenge 2014), the incident log of UCI data set 498, and the log
of an Italian help desk (4TU, 2017), and of a bank's loans (BPI Challenges 2012 and 2017), where A_ and O_ begin states
of an application and of an offer. Transitions are those of the XES standard (IEEE 1849, lifecycle extension).

A plain “Wait”, “Pending” or “On Hold” does not say on whom: it is never taken as a wait for the customer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from truegreen.systems.recognise import plain

QUEUED: Final = "queued"
"""Assigned, as a state: nobody works on the case, and whatever it waited for before is over."""
WAITING: Final = ("waiting_on_customer", "waiting_on_other")
DONE: Final = ("resolved", "closed", "cancelled", "merged")
OPEN: Final = ("opened", QUEUED, "working", "resumed", "reopened")

_WORDS: Final = {
    "opened": """new, open, opened, create, created, insert, inserted, log, logged, register, registered, registration,
        reported, submit, submitted, received, a create application""",
    QUEUED: """queued, in queue, unassigned, assigned, awaiting assignment, awaiting dispatch, waiting for support,
        waiting for agent, waiting for assignment, pending assignment, backlog, to do, todo, triage""",
    "assigned": """assign, assignment, reassign, reassigned, reassignment, external vendor assignment,
        external vendor reassignment, escalate, escalated, escalation, transfer, transferred, forward, forwarded,
        dispatch, dispatched""",
    "working": """accepted, active, in progress, work in progress, wip, started, working, take in charge, in call back,
        analysis research, investigating, under investigation, in analysis, in treatment, processing, a accepted,
        a preaccepted, a finalized, a concept, a validating""",
    "waiting_on_customer": """wait user, wait customer, awaiting user info, awaiting user, awaiting customer,
        awaiting caller, awaiting caller info, pending user, pending customer, pending requester, waiting for customer,
        waiting on customer, waiting for user, waiting for requester, waiting for reporter, customer pending, need info,
        needinfo, needs info, more info required, information requested, user action required, a complete,
        a incomplete""",
    "waiting_on_other": """wait, waiting, wait vendor, wait implementation, wait other, awaiting vendor,
        awaiting supplier, awaiting problem, awaiting change, awaiting evidence, awaiting third party, pending,
        pending vendor, pending supplier, pending change, pending release, pending third party, waiting for vendor,
        waiting for third party, waiting for approval, awaiting approval, on hold, hold, suspended, suspend, paused,
        pause, stalled, blocked, deferred, postponed""",
    "resumed": "resume, resumed, continue, continued, off hold",
    "responded": """respond, responded, response, first response, reply, replied, answered, communication with customer,
        mail to customer, reply to customer, call customer, customer informed, inform customer, inform user""",
    "customer_replied": """update from customer, customer update, customer reply, customer replied, reply from customer,
        response from customer, answer from customer, update from user, user replied, o returned, o sent back""",
    "resolved": """resolve, resolved, resolution, solve, solved, fixed, in call, complete, completed, done, finished,
        fulfilled, a pending, a approved, a registered, a activated""",
    "reopened": "reopen, reopened, re open, re opened, reopening",
    "closed": """close, closed, closing, closure, closed complete, closed incomplete, archived, a denied, a declined""",
    "cancelled": "cancel, cancelled, canceled, withdrawn, invalid, void, aborted, rejected, closed skipped",
    "merged": "merge, merged, duplicate",
    "updated": """update, updated, operator update, external update, status change, description update, impact change,
        urgency change, priority change, contact change, service change, affected ci change, caused by ci,
        quality indicator, quality indicator set, quality indicator fixed, reproduction, vendor reference,
        vendor reference change, notify by change, dial in, referred, oo response, alert stage 1, alert stage 2,
        alert stage 3, problem closure, problem workaround, callback request, communication with vendor,
        assign seriousness, schedule intervention, require upgrade, create sw anomaly, resolve sw anomaly, verified,
        unmatched, comment, comment added, note, o create offer, o created, o selected, o sent,
        o sent mail and online, o sent online only, o accepted, o cancelled, o refused, o declined,
        a partlysubmitted""",
}  # fmt: skip
_MEANS: Final = {
    " ".join(word.split()): kind for kind, words in _WORDS.items() for word in words.replace("\n", " ").split(",")
}
# Words that say what has a state, or that it has one, and not which.
_AROUND: Final = re.compile(
    "ticket|case|incident|request|issue|problem|sr|call|task|status|state|set|to|is|was|has|been|the|a"
)
# Words of a wait, of its end, and of those whose turn it is.
_WAITS: Final = re.compile("waits?|waiting|awaits?|awaiting|pending|hold|paused|suspended")
_ENDS: Final = re.compile("end|ends|ended|stop|stopped|finish|finished|removed?|released?|over")
_OURS: Final = re.compile("support|agents?|assignment|dispatch|helpdesk|desk|operator|engineer")
_THEIRS: Final = re.compile(
    "(customer|user|client|caller|requester|requestor|reporter|applicant|citizen|submitter|consumer|enduser)s?"
)
# What the transitions of the XES standard say by themselves. “ate_abort” ends the activity and not the case.
_TRANSITIONS: Final = {
    "schedule": "updated", "assign": "assigned", "reassign": "assigned", "start": "working",
    "suspend": "waiting_on_other", "resume": "resumed", "withdraw": "updated", "autoskip": "updated",
    "manualskip": "updated", "ate_abort": "updated", "pi_abort": "cancelled",
}  # fmt: skip
BEGINS: Final = ("schedule", "assign", "reassign", "start", "suspend", "resume")
"""Transitions after which an activity is still to be done."""
_BARE: Final = ("", "complete", "unknown")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an event means.

    Attributes:
        kind: the step, or ``QUEUED``; None if nothing says.
        state: the word for how the case stands from then on.
        guessed: whether the wording was read, and not a word that is known.
        ends: whether it is a state, so that what was waited for before is over even where nobody knows the word.
        known: whether the word is known, whatever the transition says.
    """

    kind: str | None
    state: str
    guessed: bool = False
    ends: bool = False
    known: bool = True


def meaning_of(activity: str, transition: str, states: Mapping[str, str], *, lasting: bool = False) -> Meaning:
    """Say what an event means by its activity and its transition.

    A transition that the XES standard does not know is itself a state (as in Volvo's logs), and says more than the
    activity. Of an activity that is known to last, a wait begins with its start and ends with its end.

    Args:
        activity: what was done, or how the case stands.
        transition: the transition of its lifecycle; may be blank.
        states: what the mapping says words mean, in lower letters.
        lasting: whether the log tells when this activity starts.

    >>> meaning_of("Accepted", "Wait - User", {}).kind, meaning_of("Wait", "complete", {}, lasting=True).kind
    ('waiting_on_customer', 'resumed')
    >>> meaning_of("Waiting for the client's lawyer", "", {})
    Meaning(kind='waiting_on_customer', state="Waiting for the client's lawyer", guessed=True, ends=False, known=True)
    """
    standard = transition.lower().strip()
    if standard not in _BARE and standard not in _TRANSITIONS:
        return _stated(activity, transition, states)
    said = states.get(activity.lower().strip())
    kind = said or word_means(activity)
    guessed = not kind and (kind := looks_like(activity)) is not None
    known = kind is not None
    if lasting and standard in ("start", *_BARE, "ate_abort"):
        kind = _part(kind, begins=standard == "start")
    elif standard in _TRANSITIONS and not (standard == "suspend" and kind in WAITING):
        kind = _TRANSITIONS[standard]
    return Meaning(kind, activity, guessed, known=known)


def _stated(activity: str, state: str, states: Mapping[str, str]) -> Meaning:
    """Say what a state means; where nobody knows it, what is beside it counts if that says a wait or an end."""
    known = (states.get(state.lower().strip()), states.get(activity.lower().strip()), word_means(state))
    kind = next((each for each in known if each), None)
    if kind:
        return Meaning(QUEUED if kind == "assigned" else kind, state, ends=True)
    if kind := looks_like(state):
        return Meaning(kind, state, guessed=True, ends=True)
    beside = word_means(activity)
    return Meaning(beside if beside in (*WAITING, *DONE) else None, state, ends=True, known=False)


def _part(kind: str | None, *, begins: bool) -> str | None:
    """Give the step with which a lasting activity begins or ends."""
    if kind in WAITING:
        return kind if begins else "resumed"
    return "working" if begins else kind


def word_means(word: str) -> str | None:
    """Give the step that a known word means; None if it is not known.

    >>> word_means("Take in charge ticket"), word_means("Set status to On-Hold"), word_means("Require upgrade")
    ('working', 'waiting_on_other', 'updated')
    """
    parts = plain(word).split("_")
    kept = [part for part in parts if not _AROUND.fullmatch(part)]
    return _MEANS.get(" ".join(parts)) or _MEANS.get(" ".join(kept))


def looks_like(word: str) -> str | None:
    """Give the step of a word that is worded like a wait; None for all others.

    >>> looks_like("Pending - Legal"), looks_like("Awaiting Caller's OK"), looks_like("Waiting for helpdesk")
    ('waiting_on_other', 'waiting_on_customer', 'queued')
    """
    parts = plain(word).split("_")
    if not any(map(_WAITS.fullmatch, parts)):
        return None
    if any(map(_ENDS.fullmatch, parts)):
        return "resumed"
    if any(map(_OURS.fullmatch, parts)):
        return QUEUED
    return "waiting_on_customer" if any(map(_THEIRS.fullmatch, parts)) else "waiting_on_other"
