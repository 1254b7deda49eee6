"""A change of the agreement: asked for, tried on what happened, approved by both sides, and then an amendment.

The text of the amendment is part of the matter. Both sides approve the same text after its back-test: a text that was
touched has to be approved anew.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.saying import sentence
from truegreen.governance.workflow import Ask, Move, Says, Shape, Stage, Tone, Turn, Workflow
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.units.quantity import Quantity

_BEFORE: Final = ("asked", "tried")


def _is_tried(matter: Matter, agreement: Agreement, says: Says) -> str:
    if matter.says.get("tried"):
        return ""
    return sentence("Nobody has seen what it would have changed; try it on the past first.")


WORKFLOW: Final = Workflow(
    name="change",
    title="Change request",
    purpose="Changes the agreement: what it would have changed is seen before anybody approves.",
    opening=Move(
        name="ask", title="Ask for a change", done="asked", start=(), to="asked", right=Right.ASK_CHANGE,
        asks=(
            Ask("title", "What should change, in one line", Shape.LINE),
            Ask("why", "Why, and what it should bring about"),
            Ask("text", "The amendment, as text"),
            Ask("from", "From which day", Shape.DAY),
        ),
    ),
    stages=(
        Stage("asked", "Asked for", Tone.OPEN, Turn.EITHER, Quantity.parse("20 d")),
        Stage("tried", "Tried on the past", Tone.WAITING, Turn.EITHER, Quantity.parse("20 d")),
        Stage("approved", "Approved by both", Tone.OPEN, Turn.EITHER, Quantity.parse("5 d")),
        Stage("amended", "Part of the agreement", Tone.GOOD),
        Stage("refused", "Refused", Tone.BAD),
        Stage("withdrawn", "Withdrawn", Tone.CLOSED),
    ),
    moves=(
        Move(
            name="try", title="Try it on the past", done="tried", start=_BEFORE, to="tried", right=Right.ASK_CHANGE,
            finds=("tried",),
        ),
        Move(
            name="rewrite", title="Change the text", done="rewritten", start=_BEFORE, to="asked",
            right=Right.ASK_CHANGE,
            asks=(
                Ask("text", "The amendment, as text"), Ask("from", "From which day", Shape.DAY),
                Ask("why", "What was changed, and why"),
            ),
            adds=lambda matter, agreement, says: {"tried": ""},
        ),
        Move(
            name="approve", title="Approve", done="approved", start=("tried",), to="approved",
            right=Right.APPROVE_CHANGE, is_joint=True, refuses=_is_tried,
        ),
        Move(
            name="refuse", title="Refuse with a reason", done="refused", start=_BEFORE, to="refused",
            right=Right.APPROVE_CHANGE, turn=Turn.OTHER, asks=(Ask("answer", "Why not"),),
        ),
        Move(
            name="amend", title="Write the amendment", done="amended", start=("approved",), to="amended",
            right=Right.ASK_CHANGE, finds=("file",),
        ),
        Move(
            name="withdraw", title="Withdraw", done="withdrawn", start=(*_BEFORE, "approved"), to="withdrawn",
            right=Right.ASK_CHANGE, turn=Turn.OPENER, asks=(Ask("why", "Why", is_required=False),),
        ),
    ),
)  # fmt: skip
