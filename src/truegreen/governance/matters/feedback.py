"""Feedback between the sides: what went well and who did it, or what should go otherwise."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow
from truegreen.units.quantity import Quantity

WORKFLOW: Final = Workflow(
    name="feedback",
    title="Feedback",
    purpose="Says thank you, or what should go otherwise, before it becomes an escalation.",
    opening=Move(
        name="give", title="Give feedback", done="given", start=(), to="given", right=Right.RECOGNISE,
        asks=(
            Ask("title", "What it is about, in one line", Shape.LINE),
            Ask("kind", "Which it is", Shape.CHOICE, choices=("thank you", "please do otherwise")),
            Ask("happened", "What happened, and what it meant to you or the customer"),
            Ask("team", "Which team it is for", Shape.LINE, is_required=False),
        ),
    ),
    stages=(
        Stage("given", "Given", Tone.OPEN, Turn.OTHER, Quantity.parse("10 d")),
        Stage("heard", "Heard", Tone.GOOD),
    ),
    moves=(
        Move(name="hear", title="Heard", done="heard", start=("given",), to="heard", right=Right.RECOGNISE,
             turn=Turn.OTHER, asks=(Ask("answer", "What you say to it", is_required=False),)),
    ),
)  # fmt: skip
