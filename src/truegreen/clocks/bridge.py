"""From one clock to another, one thing at a time: what each difference of definitions does to the figure.

The order is fixed, since later steps build on earlier ones: from when it counts, where it stops, what reopening does,
what is void, by whose hours, which waits are taken off, against which target, and how it is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from truegreen.model.clock import CalendarBy, Clock, TargetBy, When
from truegreen.units.span import NOWHERE

ASPECTS: Final[Mapping[str, tuple[str, ...]]] = {
    "start": ("starts", "counts_from", "pauses_before"),
    "stop": ("stops",),
    "reopening": ("reopened",),
    "what is void": ("cancels", "lapses", "merged", "resets", "reset_voids"),
    "whose turn": ("per",),
    "schedule": ("calendar", "zone_of"),
    "pauses": ("pauses", "resumes"),
    "target": ("target",),
    "rounding": ("whole",),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A clock on the way: what was changed last, and how it then is; the first is where the way begins."""

    what: str
    clock: Clock


def way(theirs: Clock, ours: Clock) -> list[Step]:
    """Give the clocks on the way from theirs to ours, each with one more thing as in ours.

    >>> from truegreen.clocks.usual import PLAIN
    >>> [each.what for each in way(replace(PLAIN, pauses=(), calendar="desk"), PLAIN)]
    ['theirs', 'schedule', 'pauses']
    """
    return [Step("theirs", theirs), *_changes(theirs, ours)]


def _changes(theirs: Clock, ours: Clock) -> Iterator[Step]:
    at = theirs
    for what, names in ASPECTS.items():
        new: dict[str, Any] = {name: getattr(ours, name) for name in names}
        following = replace(at, **new)
        if any(_says(getattr(at, name)) != _says(new[name]) for name in names):
            yield Step(what, following)
        at = following


def _says(written: Any) -> Any:
    """Give what was written without where it stands."""
    if isinstance(written, tuple):
        return tuple(_says(each) for each in written)
    return replace(written, at=NOWHERE) if isinstance(written, When | CalendarBy | TargetBy) else written
