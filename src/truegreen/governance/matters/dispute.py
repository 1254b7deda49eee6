"""A dispute: one side holds that a line of a statement is wrong, and says why; the other accepts, denies, or splits it.

Who is silent until the deadline has accepted: that is what statements say in most contracts, and it is written on the
page from the first day. What is split or accepted becomes a correction in the open month; what is issued stays.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.saying import sentence
from truegreen.governance.workflow import Ask, Move, Says, Shape, Stage, Tone, Turn, Workflow
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity

_OPEN: Final = ("raised", "denied")


def _is_less(matter: Matter, agreement: Agreement, says: Says) -> str:
    asked, given = Money.parse(matter.says["amount"]), Money.parse(says["accepted"])
    if not 0 < abs(given.amount) < abs(asked.amount) or (given.amount < 0) != (asked.amount < 0):
        return sentence("A split lies between nothing and %(asked)s; accept or deny it otherwise.", asked=asked)
    return ""


def _is_something(matter: Matter, agreement: Agreement, says: Says) -> str:
    if not matter.about.startswith("line:"):
        return sentence("A dispute is about a line of a statement; open it from there.")
    return "" if Money.parse(says["amount"]).amount else sentence("Nothing is asked for: the amount is nought.")


def _all(matter: Matter, agreement: Agreement, says: Says) -> Says:
    return {"accepted": matter.says["amount"]}


WORKFLOW: Final = Workflow(
    name="dispute",
    title="Dispute",
    purpose="Says which line is held to be wrong, by how much and why; the answer has a deadline.",
    opening=Move(
        name="raise", title="Dispute this line", done="raised", start=(), to="raised", right=Right.DISPUTE,
        asks=(
            Ask("title", "What is wrong, in one line", Shape.LINE),
            Ask("amount", "By how much the line should be otherwise", Shape.AMOUNT,
                hint="What it should be, less what it is; below nought if it is too high."),
            Ask("reason", "Why, and by which clause"),
            Ask("evidence", "What shows it: measures, cases, messages", is_required=False),
        ),
        refuses=_is_something,
    ),
    stages=(
        Stage("raised", "Waits for the other side", Tone.WAITING, Turn.OTHER, Quantity.parse("10 d"), "lapse"),
        Stage("denied", "Denied", Tone.BAD, Turn.OPENER, Quantity.parse("10 d"), "rest"),
        Stage("accepted", "Accepted", Tone.GOOD),
        Stage("split", "Split", Tone.GOOD),
        Stage("dropped", "Dropped", Tone.CLOSED),
        Stage("escalated", "Escalated", Tone.LATE),
    ),
    moves=(
        Move(
            name="accept", title="Accept", done="accepted", start=_OPEN, to="accepted", right=Right.DISPUTE,
            turn=Turn.OTHER, asks=(Ask("answer", "What you say to it", is_required=False),), adds=_all,
        ),
        Move(
            name="deny", title="Deny with a reason", done="denied", start=("raised",), to="denied", right=Right.DISPUTE,
            turn=Turn.OTHER,
            asks=(Ask("answer", "Why the line is right, and by which clause"),
                  Ask("shown", "What shows it", is_required=False)),
        ),
        Move(
            name="split", title="Accept part of it", done="split", start=_OPEN, to="split", right=Right.DISPUTE,
            turn=Turn.OTHER,
            asks=(Ask("accepted", "How much of it", Shape.AMOUNT), Ask("answer", "Why so much and no more")),
            refuses=_is_less,
        ),
        Move(
            name="drop", title="Drop it", done="dropped", start=_OPEN, to="dropped", right=Right.DISPUTE,
            turn=Turn.OPENER, asks=(Ask("why", "Why", is_required=False),),
        ),
        Move(
            name="escalate", title="Escalate it", done="escalated", start=("denied",), to="escalated",
            right=Right.DISPUTE, turn=Turn.OPENER, asks=(Ask("why", "Why the answer does not do"),),
        ),
        Move(
            name="lapse", title="Time is up", done="accepted-by-silence", start=("raised",), to="accepted",
            right=Right.DISPUTE, by_clock=True, adds=_all,
        ),
        Move(
            name="rest", title="Nothing more was said", done="dropped-by-silence", start=("denied",), to="dropped",
            right=Right.DISPUTE, by_clock=True,
        ),
    ),
)  # fmt: skip
