"""The folder ``agreements``: each agreement as it stood from each day on which something changed, or none of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from truegreen.files.dated import half_dated
from truegreen.files.nearest import did_you_mean
from truegreen.files.nodes import Mapping, Node, Scalar
from truegreen.files.parsing import load, parse
from truegreen.files.text import contents, shown
from truegreen.files.versions import versions_of
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, Level, error
from truegreen.units.span import Span


def read_agreements(folder: Path) -> tuple[dict[str, Versions], list[Finding]]:
    """Read every agreement of a project folder, by id; one with an error, in any of its files, is left out.

    A file that cannot be read at all leaves out every agreement, for nobody knows which of them it amends.
    """
    findings: list[Finding] = []
    paths = sorted(each for each in folder.glob("agreements/*") if each.suffix in (".yml", ".yaml"))
    if not paths:
        says, remedy = "There is no agreement here.", "Write one, like agreements/care.yml, or run `truegreen init`."
        findings.append(error(Span("agreements"), "no-agreement", says, remedy))
    return _whole([load(folder, path, findings) for path in paths], findings)


def read_agreement(
    text: str | bytes, file: str, amendments: Sequence[tuple[str | bytes, str]] = ()
) -> tuple[Versions | None, list[Finding]]:
    """Read one agreement from its text, and its amendments from theirs, each with the name of its file."""
    findings: list[Finding] = []
    read, found = _whole([parse(each, name, findings) for each, name in ((text, file), *amendments)], findings)
    return next(iter(read.values()), None), found


def texts_of(folder: Path, path: Path, findings: list[Finding]) -> list[tuple[bytes, str]]:
    """Give the text of an agreement's file, and of each amendment beside it, with their places in a folder."""
    own = contents(folder, path, findings)
    beside = sorted(each for each in path.parent.glob("*.y*ml") if each != path)
    others = [(text, each) for each in beside if (text := contents(folder, each, findings)) is not None]
    amends = [(text, each) for text, each in others if own and named(text) == ("amends", named(own)[1])]
    found = [*([(own, path)] if own is not None else []), *amends]
    return [(text, each.relative_to(folder).as_posix()) for text, each in found]


def named(text: bytes) -> tuple[str, str]:
    """Say what a text is by its own words, even where it cannot be read: what it begins with, and the id.

    >>> named(b"# the first\\namends: 'care'\\nnumber: 1")
    ('amends', 'care')
    """
    found = re.search(r"""^(agreement|amends):\s*['"]?([\w-]+)""", text.decode("utf-8", "replace"), re.MULTILINE)
    return (found[1], found[2]) if found else ("", "")


def _whole(trees: Sequence[Node | None], findings: list[Finding]) -> tuple[dict[str, Versions], list[Finding]]:
    """Give the agreements without errors, and all findings, each once, in the order of their places."""
    agreements: dict[str, list[Mapping]] = defaultdict(list)
    amendments: dict[str, list[Mapping]] = defaultdict(list)
    for tree in trees:
        if tree is not None:
            findings.extend(half_dated(tree))
            findings.extend(_sort(tree, agreements, amendments))
    findings.extend(_sharing_an_id(agreements))
    if None not in trees:
        findings.extend(_amending_nothing(amendments, agreements))
    read = {name: versions_of(same[0], amendments[name], findings) for name, same in sorted(agreements.items())}
    findings = sorted(dict.fromkeys(findings), key=lambda each: each.at)
    broken = {each.at.file for each in findings if each.level is Level.ERROR}
    files = {name: {each.at.file for each in (*agreements[name], *amendments[name])} for name in read}
    whole = {name: each for name, each in read.items() if each and broken.isdisjoint(files[name])}
    return (whole if None not in trees else {}), findings


def _sort(tree: Node, agreements: dict[str, list[Mapping]], amendments: dict[str, list[Mapping]]) -> Iterator[Finding]:
    """Put a tree among the agreements or the amendments, by id."""
    if isinstance(tree, Mapping):
        for key, named in (("agreement", agreements), ("amends", amendments)):
            if isinstance(name := tree.get(key), Scalar):
                named[name.text].append(tree)
                return
    says, remedy = "This is neither an agreement nor an amendment.", "Begin it with agreement: ID, or amends: ID."
    yield error(tree.at, "no-agreement", says, remedy)


def _sharing_an_id(agreements: dict[str, list[Mapping]]) -> Iterator[Finding]:
    for name, same in agreements.items():
        for each in same[1:] and same:
            others = ", ".join(other.at.file for other in same if other is not each)
            says = f"The id {shown(name)} is also that of {others}."
            yield error(each.at, "agreement-twice", says, "Give each agreement an id of its own.")


def _amending_nothing(amendments: dict[str, list[Mapping]], agreements: dict[str, list[Mapping]]) -> Iterator[Finding]:
    for name in amendments.keys() - agreements.keys():
        for each in amendments[name]:
            says = f"There is no agreement {shown(name)} to amend."
            yield error(each.at, "unknown-agreement", says, did_you_mean(name, agreements))
