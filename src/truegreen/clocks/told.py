"""One case's clocks together, for people to look at."""

from __future__ import annotations

from dataclasses import dataclass

from truegreen.clocks.life import Life
from truegreen.clocks.walk import Run
from truegreen.clocks.working import Calendars
from truegreen.model.clock import Clock


@dataclass(frozen=True, slots=True)
class Told:
    """What one clock made of a case.

    Attributes:
        name: the clock's name in the agreement.
        clock: what it says.
        runs: as agreed.
        others: in words what is changed, and the runs then.
    """

    name: str
    clock: Clock
    runs: tuple[Run, ...]
    others: tuple[tuple[str, tuple[Run, ...]], ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """A case's life and its clocks.

    Attributes:
        case: its id.
        life: what happened.
        clocks: each clock.
        calendars: by which they ran.
        agreed: whether the agreement says them, or a plain one was taken for want of any.
        zone: time zone in which moments are shown.
    """

    case: str
    life: Life
    clocks: tuple[Told, ...]
    calendars: Calendars
    agreed: bool
    zone: str
