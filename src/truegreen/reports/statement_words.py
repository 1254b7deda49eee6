"""What is written of a statement: its lines in the order of an invoice, what they are for, what clauses made of them.

Text, page and workbook take their words from here, so that both parties read the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from truegreen.model.statement import Category, Change, Line, Statement
from truegreen.model.step import Step, shown, steps_of
from truegreen.reports import figures
from truegreen.units.money import Money

HEADINGS: Final = {
    Category.CHARGE: "Charges",
    Category.CREDIT: "Credits",
    Category.ADJUSTMENT: "Adjustments",
    Category.HOLD: "Held back and released",
    Category.TAX: "Tax",
}
CORRECTIONS: Final = "Corrections of settled periods"
_ORDER: Final = (*(each for each in HEADINGS.values() if each != HEADINGS[Category.TAX]), CORRECTIONS, "Tax")
_NEGATIVE: Final = re.compile(r"(?<![\w.-])-(?=\d)")
_LONG: Final = re.compile(r"(\.\d{4})\d+…")
_NO_ARITHMETIC: Final = ("", "last", "points", "apart")  # What a level or a clause makes of a number.


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind."""

    title: str
    lines: Sequence[Line]

    @property
    def sum(self) -> Money:
        """Add up the lines."""
        return added([each.amount for each in self.lines], self.lines[0].amount.currency)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A step with its place in an explanation, and the places of what it was given."""

    number: int
    step: Step
    given: tuple[int, ...]


def sections(lines: Sequence[Line]) -> list[Section]:
    """Put lines in the order of an invoice: charges first, corrections apart, tax last."""
    held = {title: [each for each in lines if heading(each) == title] for title in _ORDER}
    return [Section(title, each) for title, each in held.items() if each]


def heading(line: Line) -> str:
    """Say under which heading of an invoice a line stands."""
    return CORRECTIONS if line.corrects and line.category is not Category.TAX else HEADINGS[line.category]


def called(line: Line) -> str:
    """Give what people call a line: its clause's title, or its id in words, and which line of the clause it is."""
    own = line.id.removeprefix(f"correction.{line.corrects}.")
    _, _, which = own.partition(f"{line.term}.")
    return ", ".join(filter(None, (line.title, _spaced(which)))) if line.title else named(own)


def named(name: str) -> str:
    """Write an id as people write a name.

    >>> named("late-documents"), named("pool.calls")
    ('Late documents', 'Pool, calls')
    """
    return f"{name[:1].upper()}{_spaced(name[1:])}"


def _spaced(name: str) -> str:
    return re.sub("[-_]", " ", name).replace(".", ", ")


def told(line: Line) -> str:
    """Give what stands under a line's name: its id, where the name does not give it away, and its reason."""
    is_plain = "." not in line.id and called(line) == named(line.id)
    return " · ".join(filter(None, ("" if is_plain else line.id, reason(line))))


def added(amounts: Sequence[Money], currency: str) -> Money:
    """Add up amounts of one currency.

    >>> str(added([], "EUR"))
    '0.00 EUR'
    """
    return sum(amounts, Money(Decimal(0), currency))


def numbered(*last: Step) -> list[Numbered]:
    """Number every step that some steps rest on, each after those it was given."""
    order = list(steps_of(*last))
    places = {id(step): number for number, step in enumerate(order, 1)}
    return [Numbered(places[id(step)], step, tuple(places[id(each)] for each in step.given)) for step in order]


def explained(line: Line) -> list[Numbered]:
    """Number every step of a line, those of the amounts before each change included."""
    return numbered(*ends(line))


def ends(line: Line) -> list[Step]:
    """Give the last steps of a line: those of the amounts before and after each change, and of its own."""
    return [*(each for change in line.changes for each in (change.before, change.after)), line.because]


def amount(money: Money) -> str:
    """Write an amount without its currency.

    >>> amount(Money(Decimal("-1250.5"), "EUR"))
    '−1,250.50'
    """
    return minus(str(money)).rpartition(" ")[0]


def value(step: Step) -> str:
    """Write what came out of a step."""
    return minus(shown(step.value))


def minus(text: str) -> str:
    """Write negative numbers in a text with a real minus sign.

    >>> minus("-5.00 EUR of 2025-01, pre-2 and -3 %")
    '−5.00 EUR of 2025-01, pre-2 and −3 %'
    """
    return _NEGATIVE.sub("−", text).replace(" + −", " − ")


def due(statement: Statement) -> str:
    """Say who owes the total."""
    if not statement.total.amount:
        return "Nothing is due"
    return f"Due from {statement.client if statement.total.amount > 0 else statement.provider}"


def contract(statement: Statement, between: str = " · ") -> str:
    """Name the agreement, and which contract under it where there are several."""
    return between.join(filter(None, (statement.agreement, statement.contract)))


def number_of(statement: Statement) -> str:
    """Give the number of a statement's invoice, the same each time it is asked for.

    A contract under an agreement has its own, and so has every period.
    """
    return f"{contract(statement, '/')}/{statement.period}"


def of_period(line: Line, statement: Statement) -> str:
    """Say which period a line is for, where it is not the statement's; or which one it corrects."""
    if line.corrects:
        return f"corrects {figures.period(line.corrects)}"
    return "" if line.arose == statement.period else f"for {figures.period(line.arose)}"


def stands_on(line: Line) -> str:
    """Say on which invoice a line stands."""
    return f"invoice of {figures.period(line.due)}" if line.due else "no invoice before the agreement ends"


def reason(line: Line) -> str:
    """Give the sentence that made the amount, before later clauses; a plain charge says nothing.

    What only turns the sign, rounds or passes the amount on is passed over. A credit begins with what was missed. Long
    numbers are cut; the steps have all their digits.
    """
    step = line.changes[0].before if line.changes else line.because
    while _passed_on(step):
        step = step.given[0]
    if not step.given and line.category is Category.CHARGE:
        return ""
    is_missed = line.category is Category.CREDIT and not line.corrects
    cause, amount = _cause(step) if is_missed else "", _in_full(step)
    cause = cause.removesuffix(f": {amount.partition(' of ')[0]}")
    return _LONG.sub(r"\1…", minus(": ".join(filter(None, (cause, amount)))))


def _passed_on(step: Step) -> bool:
    """Say whether a step only hands on what another one made."""
    is_same = step.op.startswith("round:") or (bool(step.given) and _size(step) == _size(step.given[0]))
    return is_same and bool(step.given[0].given)


def _in_full(step: Step) -> str:
    """Write a step; of a sum, how each part came about where that is a product."""
    if step.op != "sum":
        return step.sentence
    return step.says.format(*(each.sentence if each.op == "product" else shown(each.value) for each in step.given))


def _cause(step: Step) -> str:
    """Write what an amount follows from besides arithmetic; nothing where it says so itself, or adds up several."""
    seen: set[int] = set()
    todo = [step]
    while todo and todo[0].op != "sum":
        each = todo.pop(0)
        if each.op in _NO_ARITHMETIC and len(each.given) > 1 and each.value != each.given[0].value:
            return "" if each is step else each.sentence
        todo = [*(one for one in each.given if id(one) not in seen), *todo]
        seen.update(map(id, each.given))
    return ""


def _size(step: Step) -> tuple[str, Fraction] | None:
    return (step.value.unit, abs(step.value.number)) if step.value else None


def changed(change: Change) -> str:
    """Say what a later clause made of an amount."""
    under = f" ({change.after.clause})" if change.after.clause else ""
    return f"{named(change.by)}{under}: {value(change.before)} → {value(change.after)}"


def rests_on(each: Numbered) -> str:
    """Say which steps a step was given, under which clause it is, and where that stands."""
    from_ = f"from {_listed(each.given)}" if each.given else ""
    at = str(each.step.at) if each.step.at.file else ""
    return " · ".join(filter(None, (from_, each.step.clause, at)))


def places(line: Line, steps: Sequence[Numbered]) -> Iterator[tuple[Change, int, int]]:
    """Give each change of a line with the numbers of the steps before and after it."""
    held = {id(each.step): each.number for each in steps}
    for change in line.changes:
        yield change, held[id(change.before)], held[id(change.after)]


def _listed(numbers: Sequence[int]) -> str:
    """Write numbers as people do: ``1``, ``1 and 2``, ``1, 2 and 3``."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last
