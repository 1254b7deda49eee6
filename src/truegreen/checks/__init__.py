"""One file per contract smell: Agreement to Findings.

A check file is named like its finding, says in its docstring why the smell matters, and has one function ``findings``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TypeAlias

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding

Check: TypeAlias = Callable[[Agreement], Iterable[Finding]]


def check(agreement: Agreement) -> list[Finding]:
    """Give everything that the checks find in an agreement, in the order of its text."""
    return sorted((finding for each in checks() for finding in each(agreement)), key=lambda finding: finding.at)


@cache
def checks() -> tuple[Check, ...]:
    """List the checks: the files of this folder, and what other packages offer as ``truegreen.checks``."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    modules += [point.load() for point in entry_points(group="truegreen.checks")]
    return tuple(module.findings for module in modules)
