"""One file per contract smell: Agreement to Findings.

A check file is named like its finding, says in its docstring why the smell matters and who found it so, and has

* ``LEVEL``, how much its findings usually count;
* ``SMELL``, its number among the smells of real contracts, where it is one: such a check may settle imagined months,
  so it is asked only once the text can be settled, and the parties may agree to heed it less (``checks:``);
* ``findings``, from an agreement to what is found in it: the clause, what is so, the money at stake, and a repair.

The word is “risk”, never “fault”: a contract that pays for something odd may still have good people under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final, NamedTuple

from truegreen.checks.month import told
from truegreen.checks.selection import choice_findings, heeded
from truegreen.model.agreement import Agreement, Heed, Versions
from truegreen.model.finding import Finding, Level, has_errors
from truegreen.model.given import Scale
from truegreen.offers import offered

_NOT_CHECKS: Final = ("clocked", "levels", "month", "reach", "references", "selection", "stake", "stands")
_NO_SCALES: Final[Mapping[str, Scale]] = MappingProxyType({})


class Check(NamedTuple):
    """A check: how much its findings usually count, which smell it finds, and what finds it."""

    level: Level
    smell: str
    findings: Callable[[Agreement], Iterable[Finding]]


def check(agreement: Agreement, scales: Mapping[str, Scale] = _NO_SCALES) -> list[Finding]:
    """Give everything that the checks find in an agreement, in the order of its text.

    Args:
        agreement: as it stands from one day on.
        scales: unit and direction of the measures that records give, so that months can be imagined.
    """
    return check_versions(Versions(agreement.agreement, ((agreement.starts, agreement),)), scales)


def check_versions(
    versions: Versions, scales: Mapping[str, Scale] = _NO_SCALES, *, smells: bool = True
) -> list[Finding]:
    """Give everything that the checks find in an agreement and its amendments, each thing once.

    Mistakes are found wherever they stand; smells are found in the agreement as last amended, since a risk that an
    amendment has taken away needs no repair. Its choices among checks hold for all of it.

    Args:
        versions: the agreement through time.
        scales: unit and direction of the measures that records give, so that months can be imagined.
        smells: whether to look for all smells; without them only for those that are errors or were made so.
    """
    latest = versions.latest
    known = checks() if smells or latest.checks else _mistakes()
    each_told = [told(each, scales) for _, each in versions.each]
    plain = [each.findings for each in known.values() if not each.smell]
    found = [finding for each in each_told for findings in plain for finding in findings(each)]
    if not has_errors(found):
        stopping = {name for name, choice in latest.checks.items() if choice.level is Heed.ERROR}
        stopping |= {name for name, each in known.items() if each.level is Level.ERROR}
        risky = [each.findings for name, each in known.items() if each.smell and (smells or name in stopping)]
        found += [finding for findings in risky for finding in findings(each_told[-1])]
    found = list(dict.fromkeys(found))
    fixed = {name for name, each in known.items() if each.level is Level.ERROR and not each.smell}
    choices = choice_findings(latest, found, {name: each.level for name, each in known.items()}, fixed)
    said = [each for each in choices if smells or each.level is Level.ERROR]
    return sorted([*heeded(latest, found, choices), *said], key=lambda finding: finding.at)


@cache
def checks() -> Mapping[str, Check]:
    """Give the checks by id: the files of this folder, and what other packages offer as ``truegreen.checks``.

    Raises:
        ValueError: two checks have one id.
    """
    here = [import_module(f"{__name__}.{name}") for name in _files()]
    return _named([*here, *(point.load() for point in offered("truegreen.checks"))])


@cache
def _mistakes() -> Mapping[str, Check]:
    """Give the checks that find errors, or are no smells; the files of the others, which are more, are not loaded."""
    texts = {name: path.read_text("utf-8") for name, path in _files().items()}
    stops = [name for name, text in texts.items() if "\nSMELL" not in text or "\nLEVEL: Final = Level.ERROR" in text]
    return _named([import_module(f"{__name__}.{name}") for name in stops])


def _files() -> dict[str, Path]:
    folder = Path(__path__[0])
    names = [each.name for each in iter_modules(__path__) if each.name not in _NOT_CHECKS]
    return {name: folder / f"{name}.py" for name in names}


def _named(modules: Iterable[ModuleType]) -> Mapping[str, Check]:
    found: dict[str, Check] = {}
    for module in modules:
        name = module.__name__.rpartition(".")[2].replace("_", "-")
        if name in found:
            raise ValueError(f"two checks are named {name}; the second is {module.__name__}")
        found[name] = _check(module)
    return MappingProxyType(found)


def _check(module: ModuleType) -> Check:
    return Check(getattr(module, "LEVEL", Level.WARNING), getattr(module, "SMELL", ""), module.findings)
