"""What a workflow is made of: stages, whose turn each is and for how long, and the moves between them.

One file of ``governance/matters`` is one workflow. It says everything about it; ``governance.moving`` does it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from truegreen.governance.rights import Right
from truegreen.model.agreement import Agreement, Side
from truegreen.model.matter import Matter
from truegreen.units.quantity import Quantity

Says: TypeAlias = Mapping[str, str]


class Turn(StrEnum):
    """Who has to move, seen from the side that opened the matter."""

    OPENER = "opener"
    OTHER = "other"
    CLIENT = "client"
    PROVIDER = "provider"
    EITHER = "either"

    def side(self, opener: Side) -> Side | None:
        """Say which side that is; None for either.

        >>> Turn.OTHER.side(Side.CLIENT)
        <Side.PROVIDER: 'provider'>
        """
        if self is Turn.EITHER or (opener is Side.BOTH and self in (Turn.OPENER, Turn.OTHER)):
            return None
        if self is Turn.OPENER:
            return opener
        if self is Turn.OTHER:
            return Side.PROVIDER if opener is Side.CLIENT else Side.CLIENT
        return Side(self.value)


class Shape(StrEnum):
    """What kind of answer a question takes."""

    LINE = "line"
    TEXT = "text"
    AMOUNT = "amount"
    SHARE = "share"
    NUMBER = "number"
    DAY = "day"
    CHOICE = "choice"
    PERSON = "person"


class Tone(StrEnum):
    """How a stage looks: a word and a shape of its own, besides the colour."""

    OPEN = "open"
    WAITING = "waiting"
    LATE = "late"
    GOOD = "good"
    BAD = "bad"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a move asks for.

    Attributes:
        name: under which it is kept.
        title: the question.
        shape: what kind of answer.
        is_required: whether the move needs it.
        choices: the answers to choose from.
        hint: what helps to answer.
    """

    name: str
    title: str
    shape: Shape = Shape.TEXT
    is_required: bool = True
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a matter can stand.

    Attributes:
        name: its id.
        title: what people call it.
        tone: how it looks.
        turn: whose turn it is; None where nobody has to do anything.
        within: time they have; the agreement may say another. None where no clock runs.
        silence: the move that is made when time is up; empty where it is late and waits on.
        by_day: what was said that holds the day by whose end they have to move, instead of so much time.
    """

    name: str
    title: str
    tone: Tone
    turn: Turn | None = None
    within: Quantity | None = None
    silence: str = ""
    by_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How a matter gets from one stage to another.

    Attributes:
        name: its id, a verb.
        title: what stands on the button.
        done: what happened then, as in ``truegreen.dispute.denied``.
        start: stages from which it can be made.
        to: the stage it leads to.
        right: what who makes it must be allowed.
        turn: which side may.
        asks: what has to be said.
        finds: what is found by the room rather than said by a person, and kept with what is said.
        by_clock: whether time makes it, and nobody else.
        is_joint: whether it takes a yes of both sides, each by another person, to the same text.
        fork: gives another stage than ``to``, where it depends.
        adds: gives what follows by rule, and is said besides.
        refuses: gives why it cannot be made now, in a sentence; empty if it can.
    """

    name: str
    title: str
    done: str
    start: tuple[str, ...]
    to: str
    right: Right
    turn: Turn = Turn.EITHER
    asks: tuple[Ask, ...] = ()
    finds: tuple[str, ...] = ()
    by_clock: bool = False
    is_joint: bool = False
    fork: Callable[[Matter, Agreement, Says], str] | None = None
    adds: Callable[[Matter, Agreement, Says], Says] | None = None
    refuses: Callable[[Matter, Agreement, Says], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """One kind of matter.

    Attributes:
        name: its id.
        title: what people call it.
        purpose: what it is for, in a sentence.
        opening: the move that opens it; it starts from nowhere.
        stages: all of them, in the order in which people see them.
        moves: all others.
        within: gives the time for a stage, where it is not the stage's own nor the agreement's answer.
    """

    name: str
    title: str
    purpose: str
    opening: Move
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    within: Callable[[Matter, Agreement], Quantity | None] | None = None

    def stage(self, name: str) -> Stage:
        """Give a stage.

        Raises:
            KeyError: there is none of this name.
        """
        for each in self.stages:  # no mapping is made for it: a page asks some thousand times
            if each.name == name:
                return each
        raise KeyError(name)

    def move(self, name: str) -> Move:
        """Give a move.

        Raises:
            KeyError: there is none of this name.
        """
        return {each.name: each for each in (self.opening, *self.moves)}[name]

    def is_over(self, matter: Matter) -> bool:
        """Say whether no move is left."""
        return not any(matter.stage in each.start for each in self.moves)
