"""An action: who does what by when."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow

WORKFLOW: Final = Workflow(
    name="action",
    title="Action",
    purpose="Says who does what by when, and whether it was done.",
    opening=Move(
        name="add", title="Add an action", done="added", start=(), to="open", right=Right.ACT,
        asks=(
            Ask("title", "What is done, in one line", Shape.LINE),
            Ask("owner", "Who does it", Shape.PERSON),
            Ask("by_day", "By which day", Shape.DAY),
            Ask("why", "What it is for", is_required=False),
        ),
    ),
    stages=(
        Stage("open", "To do", Tone.OPEN, Turn.EITHER, by_day="by_day"),
        Stage("done", "Done", Tone.GOOD),
        Stage("dropped", "Dropped", Tone.CLOSED),
    ),
    moves=(
        Move(name="finish", title="Done", done="done", start=("open",), to="done", right=Right.ACT,
             asks=(Ask("outcome", "What came of it", is_required=False),)),
        Move(
            name="postpone", title="Later", done="postponed", start=("open",), to="open", right=Right.ACT,
            asks=(Ask("by_day", "By which day", Shape.DAY), Ask("why", "Why")),
        ),
        Move(name="hand", title="Hand it on", done="handed-on", start=("open",), to="open", right=Right.ACT,
             asks=(Ask("owner", "Who does it", Shape.PERSON),)),
        Move(name="drop", title="Drop it", done="dropped", start=("open",), to="dropped", right=Right.ACT,
             asks=(Ask("why", "Why"),)),
        Move(name="reopen", title="Open it again", done="reopened", start=("done", "dropped"), to="open",
             right=Right.ACT, asks=(Ask("why", "Why"),)),
    ),
)  # fmt: skip
