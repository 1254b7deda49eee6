"""What to ask next: the verbs that belong together, each with the question that it answers."""

from __future__ import annotations

from typing import Final

ANSWERS: Final = {
    "scorecard": "what each measure was",
    "truth": "where green is not true",
    "validity": "which figures go with what customers live through",
    "audit": "what clocks, surveys and definitions do to the figures",
    "alignment": "whether the dashboards tell the same story",
}


def also(verb: str) -> str:
    """Name the other verbs, with what they answer.

    >>> also("truth").partition(";")[0]
    '--page FILE.html shows all of it, with what to know. See also truegreen scorecard: what each measure was'
    """
    others = (f"truegreen {each}: {answers}" for each, answers in ANSWERS.items() if each != verb)
    return f"--page FILE.html shows all of it, with what to know. See also {'; '.join(others)}."
