"""A step: one thing that was known or done on the way to an amount, in words, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from truegreen.units.span import NOWHERE, Span
from truegreen.units.value import Value


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was known or done on the way to an amount.

    Attributes:
        says: the step in words; ``{0}``, ``{1}`` … stand for what it was given.
        value: what came out; None where nothing was measured or given.
        given: the steps it rests on.
        clause: what the contract calls the place that allows it.
        at: that place in the agreement's text, or the row that was given.
        op: how the value follows from what it was given, where a spreadsheet can do the same: ``product``, ``sum``,
            ``difference``, ``left`` (a difference, not below zero), ``apart`` (its size), ``points`` (its size in
            percentage points), ``quotient``, ``change`` (of the first to the second, as a share), ``negated``,
            ``least``, ``greatest``, ``mean``, ``sizes`` (a sum without signs), ``first`` or ``last`` (that one, for
            the reasons that the others are), ``part:DIGITS`` (the first in the proportion of the second to the
            third), ``round:DIGITS:MODE``.
    """

    says: str
    value: Value | None
    given: tuple[Step, ...] = ()
    clause: str = ""
    at: Span = NOWHERE
    op: str = ""

    @property
    def number(self) -> Fraction:
        """Give the number that came out; zero where nothing did, which those who ask have dealt with before."""
        return Fraction(0) if self.value is None else self.value.number

    @property
    def sentence(self) -> str:
        """Write the step with the values of what it was given."""
        return self.says.format(*(shown(each.value) for each in self.given))


def shown(value: Value | None) -> str:
    """Write a value, or that there is none."""
    return "nothing" if value is None else str(value)


def plain(word: str) -> str:
    """Give a word that a person wrote so that its braces are not read as places in a step's words."""
    return word.replace("{", "(").replace("}", ")")


def steps_of(*last: Step) -> Iterator[Step]:
    """Give every step that some steps rest on, each once, before those that rest on it."""
    seen: set[int] = set()
    todo: list[tuple[Step, bool]] = [(each, False) for each in reversed(last)]
    while todo:
        step, is_ready = todo.pop()
        if is_ready:
            yield step
        elif id(step) not in seen:
            seen.add(id(step))
            todo.append((step, True))
            todo += [(each, False) for each in reversed(step.given) if id(each) not in seen]
