"""The mappings of a project folder: text to nouns, with everything that is wrong in them."""

from __future__ import annotations

from pathlib import Path

from truegreen.files.nodes import Node
from truegreen.files.parsing import load
from truegreen.files.reader import read
from truegreen.model.finding import Finding, error, has_errors
from truegreen.sources.fitting import unfit
from truegreen.sources.mapping import Mapping


def read_mappings(folder: Path) -> tuple[list[Mapping], list[Finding]]:
    """Give the mappings of a project folder that can be used, and what is wrong with the others."""
    mappings: dict[str, Mapping] = {}
    findings: list[Finding] = []
    for path in sorted([*(folder / "sources").glob("*.yml"), *(folder / "sources").glob("*.yaml")]):
        found: list[Finding] = []
        node = load(folder, path, found)
        mapping = None if node is None else mapping_of(node, found)
        if mapping and mapping.source in mappings:
            says = f"“{mapping.source}” is the id of {mappings[mapping.source].at.file} already."
            found.append(error(mapping.at, "duplicate-mapping", says, "Give each mapping an id of its own."))
        if mapping and not has_errors(found):
            mappings[mapping.source] = mapping
        findings += found
    return list(mappings.values()), findings


def mapping_of(node: Node, findings: list[Finding]) -> Mapping | None:
    """Give the mapping that a tree says, or None; what is wrong with it is added to the findings."""
    mapping = read(node, Mapping, findings)
    if mapping:
        findings += unfit(mapping)
    return mapping
