"""Amendments: dated text that changes an agreement, path by path, and leaves standing what was signed before."""

from __future__ import annotations

import collections.abc
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final

from truegreen.files.dated import as_of, changes
from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Node, Scalar
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.units.span import NOWHERE, Span

_FIXED: Final = ("agreement", "starts", "truegreen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A change of an agreement from one day on."""

    amends: Annotated[str, "Id of the agreement that is changed"]
    effective: Annotated[date, "First day on which the change holds"]
    number: Annotated[int, "Its number; orders the amendments of one day"] = 0
    clause: Annotated[str, "Where the signed amendment says so"] = ""
    set_: Annotated[
        collections.abc.Mapping[Scalar, Node], "What stands there from then on, by path: names joined by dots"
    ] = field(default_factory=dict)
    remove: Annotated[tuple[Scalar, ...], "Paths that go"] = ()
    at: Span = NOWHERE

    @property
    def days(self) -> set[date]:
        """Give the days from which it changes something."""
        return {self.effective}.union(*(changes(value) for value in self.set_.values()))


def amended(tree: Mapping, by: Amendment, day: date, findings: list[Finding]) -> Mapping:
    """Give an agreement's tree as an amendment leaves it on a day; first what it removes, then what it sets."""
    for path in by.remove:
        tree = _changed(tree, path.text.split("."), path, None, findings)
    for path, value in by.set_.items():
        if (standing := as_of(value, day)) is not None:
            tree = _changed(tree, path.text.split("."), path, standing, findings)
    return tree


def _changed(tree: Mapping, names: list[str], path: Scalar, value: Node | None, findings: list[Finding]) -> Mapping:
    """Set what stands at a path, or remove it if the value is None; all but the last name of a new one must exist."""
    key, *rest = (Scalar(name, path.at) for name in names)
    inner = tree.entries.get(key)
    if path.text in _FIXED:
        says = f"An amendment cannot change {shown(path.text)}."
        findings.append(error(path.at, "fixed-path", says, "Write a new agreement instead."))
    elif not key.text or (inner is None and (rest or value is None)):
        says = f"The path {shown(path.text)} leads nowhere: there is no {shown(key.text)}."
        findings.append(
            error(path.at, "unknown-path", says, did_you_mean(key.text, [each.text for each in tree.entries]))
        )
    elif not rest:
        entries = {name: each for name, each in tree.entries.items() if name != key}
        return Mapping(entries if value is None else tree.entries | {key: value}, tree.at)
    elif isinstance(inner, Mapping):
        return Mapping(tree.entries | {key: _changed(inner, names[1:], path, value, findings)}, tree.at)
    else:
        says = f"The path {shown(path.text)} leads into {shown(key.text)}, which has no names in it."
        remedy = f"Set {shown('.'.join(path.text.split('.')[: -len(rest)]))} as a whole."
        findings.append(error(path.at, "unknown-path", says, remedy))
    return tree
