"""Reach an engine and hold what it answers against the embedded one."""

from __future__ import annotations

from contextlib import closing

from truegreen.engine.duck import Duck
from truegreen.engine.opening import opened
from truegreen.facts.months import Progress
from truegreen.model.certified import Certified
from truegreen.readings.conformance import certified


def certify(url: str, progress: Progress = lambda what, done, of: None) -> Certified:
    """Give what the engine at an address was found to answer; the embedded engine is held against itself.

    Raises:
        EngineError: it cannot be reached, or cannot go on.
    """
    with opened(url) as engine, closing(Duck()) as duck:
        if engine is not None:
            return certified(engine, duck, progress)
        with closing(Duck()) as other:
            return certified(other, duck, progress)
