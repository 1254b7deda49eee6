"""A save: an account that may leave, who goes to it, what was done, and what became of it.

Accounts that were drawn by lot to be left alone cannot be assigned: how they fare says what saves are worth.
"""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.saying import sentence
from truegreen.governance.workflow import Ask, Move, Says, Shape, Stage, Tone, Turn, Workflow
from truegreen.model.agreement import Agreement
from truegreen.model.matter import Matter
from truegreen.units.quantity import Quantity

HELD_OUT: Final = "held out"
LEFT_ALONE: Final = sentence(
    "This account was drawn by lot to be left alone: how held-out accounts fare is how saves are measured. "
    "It can be assigned once its months are over."
)


def _of_account(matter: Matter, agreement: Agreement, says: Says) -> str:
    if not matter.about.startswith("account:"):
        return sentence("A save is of an account; open it from there.")
    return LEFT_ALONE if says["arm"] == HELD_OUT else ""


WORKFLOW: Final = Workflow(
    name="save",
    title="Save",
    purpose="Says who goes to an account that may leave, what was done, and what became of it.",
    opening=Move(
        name="assign", title="Go to this account", done="assigned", start=(), to="assigned", right=Right.SAVE,
        asks=(
            Ask("title", "What is tried, in one line", Shape.LINE),
            Ask("owner", "Who goes", Shape.PERSON),
            Ask("by_day", "By which day", Shape.DAY),
        ),
        finds=("arm",), refuses=_of_account,
    ),
    stages=(
        Stage("assigned", "To do", Tone.OPEN, Turn.EITHER, Quantity.parse("10 d")),
        Stage("tried", "Done; waits to be seen", Tone.WAITING, Turn.EITHER, Quantity.parse("90 d")),
        Stage("stays", "It stays", Tone.GOOD),
        Stage("leaves", "It leaves", Tone.BAD),
        Stage("dropped", "Dropped", Tone.CLOSED),
    ),
    moves=(
        Move(name="try", title="Say what was done", done="tried", start=("assigned",), to="tried", right=Right.SAVE,
             asks=(Ask("done", "What was done, with whom, and what they said"),
                   Ask("offer", "What was offered, if anything", Shape.AMOUNT, is_required=False))),
        Move(
            name="conclude", title="Say what became of it", done="concluded", start=("tried",), to="stays",
            right=Right.SAVE,
            asks=(Ask("became", "What became of it", Shape.CHOICE, choices=("it stays", "it leaves")),
                  Ask("outcome", "By what you know", hint="A renewal, a notice, a new order.")),
            fork=lambda matter, agreement, says: "stays" if says["became"] == "it stays" else "leaves",
        ),
        Move(name="drop", title="Drop it", done="dropped", start=("assigned", "tried"), to="dropped",
             right=Right.SAVE, asks=(Ask("why", "Why"),)),
    ),
)  # fmt: skip
