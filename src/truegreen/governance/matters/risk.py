"""A risk: what may happen, who watches it, what shows that it has happened, and what is done then."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow
from truegreen.units.quantity import Quantity

WORKFLOW: Final = Workflow(
    name="risk",
    title="Risk",
    purpose="Says what may happen, who watches it, and what shows that it has.",
    opening=Move(
        name="note", title="Note a risk", done="noted", start=(), to="watched", right=Right.GOVERN,
        asks=(
            Ask("title", "What may happen, in one line", Shape.LINE),
            Ask("owner", "Who watches it", Shape.PERSON),
            Ask("trigger", "What shows that it has happened"),
            Ask("response", "What is done then"),
            Ask("likely", "How likely", Shape.CHOICE, choices=("likely", "possible", "unlikely")),
        ),
    ),
    stages=(
        Stage("watched", "Watched", Tone.OPEN, Turn.EITHER, Quantity.parse("90 d")),
        Stage("happened", "It has happened", Tone.BAD, Turn.EITHER, Quantity.parse("5 d")),
        Stage("over", "Over", Tone.CLOSED),
    ),
    moves=(
        Move(name="look", title="Looked at, still so", done="looked-at", start=("watched",), to="watched",
             right=Right.GOVERN, asks=(Ask("seen", "What was seen"),)),
        Move(name="happen", title="It has happened", done="happened", start=("watched",), to="happened",
             right=Right.GOVERN, asks=(Ask("seen", "What was seen"),)),
        Move(name="close", title="It is over", done="closed", start=("watched", "happened"), to="over",
             right=Right.GOVERN, asks=(Ask("outcome", "Why, and what was learned"),)),
    ),
)  # fmt: skip
