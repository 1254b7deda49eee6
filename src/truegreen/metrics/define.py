"""The words a metric file is written in.

A metric file has five constants (``NAME``, ``UNIT``, ``BETTER``, ``PERSPECTIVE``, ``TIMING``), a docstring whose first
sentence says what the metric is, and one function per variant. A variant's function takes fact tables by their names
and gives back what it counts; its keyword-only arguments are the parameters that an agreement may set.

    @variant(counted_on="opened_on", grain="case", population="all cases")
    def same_matter(case: Rows, known_until: datetime, *, within_days: int = 7) -> Tally:
        '''Cases after which the customer did not come back with the same matter within {within_days} days.'''
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

Rows: TypeAlias = Any
"""An Ibis table of one fact, or an expression on it; Ibis loads only when a query is compiled."""

ASPECTS: Final = ("grain", "population", "stop", "pauses", "denominator", "counted_on")
"""What variants of one metric differ in; the sensitivity panel names the aspects that differ."""

KINDS: Final[Mapping[str, Callable[[str], object]]] = {"int": int, "str": str, "Decimal": Decimal}


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows counted, and what they add up to.

    Attributes:
        among: boolean: which rows count (the denominator); empty counts as no.
        value: boolean or whole number: what each of them adds (the numerator); empty adds nothing.
        eligible, invited: boolean: for a survey, who could have been asked and who was.
    """

    among: Rows
    value: Rows
    eligible: Rows = None
    invited: Rows = None


@dataclass(frozen=True, slots=True)
class Quotient:
    """A total of one table over a total of another, such as cost over contacts.

    The total is of the variant's first table and the count of its last; where it has one table, both are of it.
    """

    total: Tally
    count: Tally


@dataclass(frozen=True, slots=True)
class Spread:
    """A quantile of whole numbers, within 1 %.

    Attributes:
        among: boolean: which rows count.
        value: whole number of each, zero or more.
        share: which quantile; 0.5 is the median.
    """

    among: Rows
    value: Rows
    share: Decimal


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an agreement may set: its kind (``int``, ``str`` or ``Decimal``) and default; None must be set."""

    name: str
    kind: str
    default: object | None

    def parse(self, text: str) -> object:
        """Read a value as written in an agreement.

        Raises:
            ValueError: it is not of the parameter's kind.
        """
        try:
            return KINDS[self.kind](text)
        except (ValueError, ArithmeticError):
            kind = {"int": "a whole number", "Decimal": "a number"}.get(self.kind, "text")
            raise ValueError(f"{self.name} takes {kind}, not “{text}”") from None


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to count a metric.

    Attributes:
        name: its name after the dot: ``on_time.by_target``.
        says: what it counts, in words, with parameters in braces.
        tables: fact tables it reads; the first decides the rows.
        counted_on: for each table, the day column that puts a row into its period.
        aspects: what it is by grain, population, stop event, pauses, denominator and timestamp rule.
        unit: its unit where it differs from the metric's.
        parameters: what an agreement may set.
        needs_known_until: whether it asks until when the records are known.
        looks_ahead: the parameter that says how many days after a row decide about it, if any do.
        too_good_from: a value at or above which more than a handful of rows are not to be believed.
        makes: the function.
    """

    name: str
    says: str
    tables: tuple[str, ...]
    counted_on: tuple[str, ...]
    aspects: Mapping[str, str]
    unit: str | None
    parameters: Mapping[str, Parameter]
    needs_known_until: bool
    looks_ahead: str | None
    too_good_from: Decimal | None
    makes: Callable[..., Tally | Quotient | Spread] = field(compare=False)

    def words(self, parameters: Mapping[str, object]) -> str:
        """Say in words what it counts, with these parameters."""
        return self.says.format(**parameters)

    def count(
        self, tables: Mapping[str, Rows], known_until: datetime, parameters: Mapping[str, object]
    ) -> Tally | Quotient | Spread:
        """Apply the variant to tables."""
        known = {"known_until": known_until} if self.needs_known_until else {}
        return self.makes(**{name: tables[name] for name in self.tables}, **known, **parameters)


def variant(
    *,
    counted_on: str | tuple[str, ...],
    grain: str,
    population: str,
    stop: str = "",
    pauses: str = "",
    denominator: str = "",
    unit: str | None = None,
    looks_ahead: str | None = None,
    too_good_from: str | None = None,
) -> Callable[[Callable[..., Tally | Quotient | Spread]], Variant]:
    """Make a function into a variant; the arguments say what sets it apart from its siblings."""
    days = (counted_on,) if isinstance(counted_on, str) else counted_on
    aspects = dict(zip(ASPECTS, (grain, population, stop, pauses, denominator, " and ".join(days)), strict=True))

    def make(function: Callable[..., Tally | Quotient | Spread]) -> Variant:
        signature = inspect.signature(function)
        positional = [p.name for p in signature.parameters.values() if p.kind is not p.KEYWORD_ONLY]
        return Variant(
            name=function.__name__,
            says=" ".join((function.__doc__ or "").split()),
            tables=tuple(name for name in positional if name != "known_until"),
            counted_on=days,
            aspects=MappingProxyType(aspects),
            unit=unit,
            parameters=MappingProxyType(
                {
                    p.name: Parameter(p.name, str(p.annotation), None if p.default is p.empty else p.default)
                    for p in signature.parameters.values()
                    if p.kind is p.KEYWORD_ONLY
                }
            ),
            needs_known_until="known_until" in positional,
            looks_ahead=looks_ahead,
            too_good_from=Decimal(too_good_from) if too_good_from else None,
            makes=function,
        )

    return make


def seconds_between(start: Rows, end: Rows) -> Rows:
    """Give whole seconds from one time to another; empty if either is."""
    return end.truncate("s").epoch_seconds() - start.truncate("s").epoch_seconds()


def parts(amount: Rows) -> Rows:
    """Give a decimal amount or score in whole ten-thousandths, so that sums are exact."""
    return (amount * 10_000).round().cast("int64")
