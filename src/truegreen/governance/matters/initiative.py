"""An improvement initiative: what is tried, what it is expected to bring, and what it brought."""

from __future__ import annotations

from typing import Final

from truegreen.governance.rights import Right
from truegreen.governance.workflow import Ask, Move, Shape, Stage, Tone, Turn, Workflow
from truegreen.units.quantity import Quantity

WORKFLOW: Final = Workflow(
    name="initiative",
    title="Improvement initiative",
    purpose="Holds what an improvement was expected to bring beside what was measured.",
    opening=Move(
        name="propose", title="Propose an improvement", done="proposed", start=(), to="proposed", right=Right.GOVERN,
        asks=(
            Ask("title", "What is done, in one line", Shape.LINE),
            Ask("measure", "The measure it should move", Shape.LINE),
            Ask("expected", "By how much, and by when"),
            Ask("pilot", "The pilot that shows it, if there is one", Shape.LINE, is_required=False),
            Ask("owner", "Who answers for it", Shape.PERSON),
        ),
    ),
    stages=(
        Stage("proposed", "Proposed", Tone.WAITING, Turn.OTHER, Quantity.parse("10 d")),
        Stage("running", "Running", Tone.OPEN, Turn.OPENER, Quantity.parse("120 d")),
        Stage("worked", "It worked", Tone.GOOD),
        Stage("did-not", "It did not", Tone.BAD),
        Stage("untold", "Nobody can tell", Tone.CLOSED),
        Stage("dropped", "Dropped", Tone.CLOSED),
    ),
    moves=(
        Move(name="start", title="Go ahead", done="started", start=("proposed",), to="running", right=Right.GOVERN,
             turn=Turn.OTHER),
        Move(
            name="conclude", title="Say what came of it", done="concluded", start=("running",), to="worked",
            right=Right.GOVERN,
            asks=(
                Ask("verdict", "Verdict", Shape.CHOICE, choices=("it worked", "it did not", "nobody can tell")),
                Ask("measured", "What was measured, with its interval, and how"),
            ),
            fork=lambda matter, agreement, says: {
                "it worked": "worked", "it did not": "did-not", "nobody can tell": "untold",
            }[says["verdict"]],
        ),
        Move(name="drop", title="Drop it", done="dropped", start=("proposed", "running"), to="dropped",
             right=Right.GOVERN, asks=(Ask("why", "Why"),)),
    ),
)  # fmt: skip
