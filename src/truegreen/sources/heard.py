"""The mapping of the folder ``heard``, which comes with Truegreen: what people enter needs none of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from truegreen.files.heard import tables_in
from truegreen.files.nodes import Scalar
from truegreen.files.parsing import parse
from truegreen.sources.mapping import Mapping
from truegreen.sources.mappings import mapping_of

SOURCE: Final = "heard"
TEXT: Final = Path(__file__).with_name("heard.yml")


def with_heard(mappings: Sequence[Mapping], folder: Path, zone: str) -> list[Mapping]:
    """Give a project's mappings, with ours where the folder has tables and no mapping of its own for them.

    Args:
        mappings: those of the project.
        folder: the project folder.
        zone: the project's time zone, in which days are meant.
    """
    if not tables_in(folder) or any(each.source == SOURCE for each in mappings):
        return list(mappings)
    return [*mappings, heard_mapping(zone)]


def heard_mapping(zone: str) -> Mapping:
    """Give the mapping itself.

    Raises:
        ValueError: it does not read, which would be a defect.
    """
    node = parse(TEXT.read_bytes(), str(TEXT), [])
    made = mapping_of(node, []) if node else None
    if made is None:
        raise ValueError(f"{TEXT.name} is no mapping")
    return replace(made, zone=Scalar(zone))
