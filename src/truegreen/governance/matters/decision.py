"""A decision: what both sides decided, why, and what would make them decide otherwise."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow
from truegreen.units.quantity import Quantity

WORKFLOW: Final = Workflow(
    name="decision",
    title="Decision",
    purpose="Keeps what was put up for decision, what was decided, by whom and why.",
    opening=Move(
        name="put", title="Put up a question", done="put", start=(), to="asked", right=Right.GOVERN,
        asks=(
            Ask("title", "The question, in one line", Shape.LINE),
            Ask("because", "What it rests on: findings, figures"),
            Ask("choices", "What could be decided"),
        ),
    ),
    stages=(
        Stage("asked", "To decide", Tone.WAITING, Turn.EITHER, Quantity.parse("30 d")),
        Stage("decided", "Decided", Tone.GOOD),
        Stage("left", "Left open", Tone.CLOSED),
    ),
    moves=(
        Move(
            name="decide", title="We decide", done="decided", start=("asked",), to="decided", right=Right.GOVERN,
            is_joint=True, asks=(Ask("decided", "What was decided"), Ask("why", "Why")),
        ),
        Move(name="leave", title="Leave it open", done="left-open", start=("asked",), to="left", right=Right.GOVERN,
             asks=(Ask("why", "Why"),)),
        Move(name="reopen", title="Ask again", done="asked-again", start=("decided", "left"), to="asked",
             right=Right.GOVERN, asks=(Ask("why", "What has changed"),)),
    ),
)  # fmt: skip
