"""What is wrong with a mapping that names a system, before any file is opened."""

from __future__ import annotations

from collections.abc import Iterator

from truegreen.facts.tables import CASE_EVENT
from truegreen.files.nearest import did_you_mean
from truegreen.model.finding import Finding, error
from truegreen.sources.mapping import Mapping
from truegreen.systems.places import names


def unfit_system(mapping: Mapping) -> Iterator[Finding]:
    """Find a system that nobody knows, and states that are said to mean no step."""
    if mapping.system not in names():
        says = f"There is no system “{mapping.system}”."
        yield error(mapping.at, "unknown-system", says, did_you_mean(mapping.system, names()))
    for name, question in mapping.questions.items():
        if not question.scale:
            says = f"Nobody says from what to what the answers to {name} go."
            yield error(question.at, "question-without-scale", says, "Write scale_min and scale_max.")
    kind = CASE_EVENT.column("kind")
    steps = kind.one_of if kind else ()
    for state, step in mapping.states.items():
        if step not in steps:
            says = f"“{step}”, which {state} is said to mean, is no step."
            yield error(mapping.at, "unknown-step", says, did_you_mean(step, steps))
