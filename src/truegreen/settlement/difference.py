"""The difference between two agreements, or two days of one, in words: clause by clause, from the fields' annotations.

Nothing here knows a kind of clause: whatever a noun's fields say in words is said, so that a new kind is compared too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from truegreen.files.reader import Field, fields_of
from truegreen.model.agreement import Agreement, Term
from truegreen.primitives.operand import Written
from truegreen.settlement.digests import order_of, plain, written_of
from truegreen.units.calendar import Holiday, Shift
from truegreen.units.money import Money
from truegreen.units.quantity import Quantity
from truegreen.units.span import NOWHERE, Span

_ENDS: Final = re.compile(r"[;:,(.]| like ")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two agreements say differently.

    Attributes:
        group: the clause, measure, charge … by its path, like ``terms.late-shipments``; or a field of the agreement.
        path: the whole path, as an amendment would write it.
        words: what it is, in words.
        old, new: what each says; empty where it says nothing.
        old_at, new_at: where each says it.
    """

    group: str
    path: str
    words: str
    old: str
    new: str
    old_at: Span
    new_at: Span

    def __str__(self) -> str:
        """Write it in one line.

        >>> str(Difference("charges.desk", "charges.desk", "", "1.00 EUR", "2.00 EUR", NOWHERE, NOWHERE))
        'desk: 1.00 EUR → 2.00 EUR'
        """
        name = self.group.rpartition(".")[2]
        what = ": ".join(each for each in (name if "." in self.group else "", self.words) if each)
        if not self.old or not self.new:
            return f"{what}, {'added' if self.new else 'removed'}: {self.new or self.old}"
        return f"{what}{' ' if self.words else ': '}{self.old} → {self.new}"


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a comparison has come: the path, its words, and the nouns that it is in."""

    path: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    old_at: Span = NOWHERE
    new_at: Span = NOWHERE

    def into(self, key: str, words: str = "") -> _Place:
        """Go one step further."""
        return replace(self, path=(*self.path, key), words=(*self.words, words) if words else self.words)

    def at(self, old: object, new: object) -> _Place:
        """Stand at two nouns that know their places."""
        return replace(self, old_at=_at(old) or self.old_at, new_at=_at(new) or self.new_at)


def differences(old: Agreement, new: Agreement) -> list[Difference]:
    """List what two agreements say differently, in the order of their fields and names.

    The order in which clauses are settled counts as said, even where the text only shows it.
    """
    both = set(order_of(old)) & set(order_of(new))
    if not old.pipeline and not new.pipeline:
        old, new = (replace(each, pipeline=tuple(name for name in each.terms if name in both)) for each in (old, new))
    return list(_between(old, new, _Place()))


def _between(old: Any, new: Any, place: _Place) -> Iterator[Difference]:
    """Compare two values that stand at one place."""
    place = place.at(old, new)
    if plain([old]) == plain([new]):
        return
    if isinstance(old, Term) and isinstance(new, Term) and old.kind == new.kind:
        yield from _between(old.says, new.says, place)
        yield from _between(old.clause, new.clause, place.into("clause", "Where the contract says so"))
    elif _is_noun(old) and type(old) is type(new) and not isinstance(old, Term):
        noun: type = type(old)
        for each in fields_of(noun):
            before, after = getattr(old, each.name), getattr(new, each.name)
            yield from _between(before, after, place.into(each.key, _words(each, before, after)))
    elif _is_mapping(old) and _is_mapping(new):
        is_group = len(place.path) == 1  # Its names are clauses, measures … and are said before the words.
        for name in {**old, **new}:
            inner = replace(place.into(name), words=()) if is_group else place.into(name, name)
            yield from _between(old.get(name), new.get(name), inner)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _lists(old, new, place)
    else:
        yield _difference(said(old), said(new), place)


def _lists(old: tuple[Any, ...], new: tuple[Any, ...], place: _Place) -> Iterator[Difference]:
    """Compare two lists: values as a whole, nouns one by one where as many stand in the same spot."""
    if not any(map(_is_noun, (*old, *new))):
        yield _difference(said(old), said(new), place)
        return
    matcher = SequenceMatcher(
        None, [str(plain(each)) for each in old], [str(plain(each)) for each in new], autojunk=False
    )
    for what, start, end, begin, stop in matcher.get_opcodes():
        if what == "equal":
            continue
        pairs = max(end - start, stop - begin)
        befores = [*old[start:end], *[None] * (pairs - end + start)]
        afters = [*new[begin:stop], *[None] * (pairs - stop + begin)]
        for number, (before, after) in enumerate(zip(befores, afters, strict=True)):
            spot = str((start if before is not None else begin) + number + 1)
            yield from _between(before, after, place.into(spot, spot))


def _difference(old: str, new: str, place: _Place) -> Difference:
    group = ".".join(place.path[:2] if len(place.path) > 1 else place.path)
    first, *rest = place.words or ("",)
    words = ": ".join([first, *(f"{each[:1].lower()}{each[1:]}" for each in rest)])
    return Difference(group, ".".join(place.path), words, old, new, place.old_at, place.new_at)


def said(value: Any) -> str:
    """Say a value as a person would: a noun by what it says of itself in words, nothing where nothing is said.

    >>> said(True), said(("a", "b")), said(None)
    ('yes', 'a, b', '')
    """
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, tuple):
        return ", ".join(map(said, value))
    if _is_mapping(value):
        return "; ".join(f"{name} {said(each)}" for name, each in value.items())
    return _noun(value) if _is_noun(value) else _text(value)


def _noun(noun: Any) -> str:
    if isinstance(noun, Term):
        return "; ".join(each for each in (noun.kind, _noun(noun.says), noun.clause) if each)
    return "; ".join(f"{name.strip('_').replace('_', ' ')} {said(each)}" for name, each in written_of(noun))


def _text(value: object) -> str:
    if isinstance(value, Holiday):
        return f"{value.day} {value.name}".strip()
    if isinstance(value, Shift):
        return f"{','.join(value.days)} {_clock(value.opens)}-{_clock(value.closes)}"
    return str(value)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _words(field: Field, *values: object) -> str:
    """Name a field by its annotation up to the first example; by its key where the annotation lists the choices."""
    lists_choices = any(isinstance(each, StrEnum) and each.lower() in field.says.lower() for each in values)
    return field.key.replace("_", " ") if lists_choices else _ENDS.split(field.says)[0].strip()


def _is_noun(value: object) -> bool:
    return hasattr(value, "at") and is_dataclass(value) and not isinstance(value, Money | Quantity)


def _at(value: object) -> Span | None:
    value = value.quantity if isinstance(value, Written) else value
    at: Span = getattr(value, "at", NOWHERE)
    return at if at.file else None


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)
