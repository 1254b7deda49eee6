"""What goes into a run, and the digest of it all."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from truegreen.metrics.catalogue import catalogue
from truegreen.project.opened import Project
from truegreen.readings.specs import wanted
from truegreen.readings.staleness import LAYOUT
from truegreen.sources.inputs import inputs
from truegreen.sources.mapping import Mapping as SourceMapping

AT_ONCE: Final = 64_000_000
"""Bytes of files that are read together."""


@dataclass(frozen=True, slots=True)
class Input:
    """What one load takes in as a whole: a file, or all files of a mapping whose rows push each other out.

    Attributes:
        label: the file's path in the project, or the mapping's id.
        digest: of the files' contents, the mapping's text and the project's zone.
        stamp: sizes and change times, to see quickly that nothing changed.
    """

    label: str
    mapping: SourceMapping
    files: tuple[Path, ...]
    digest: str
    stamp: str


def known_digests(project: Project) -> dict[str, tuple[str, str]]:
    """Give, by label, the stamp and digest of what was loaded last."""
    manifest = project.store / "facts.json"
    if not manifest.exists():
        return {}
    held = json.loads(manifest.read_text("utf-8"))
    return {label: (each["stamp"], each["digest"]) for label, each in held.get("sources", {}).items()}


def inputs_of(project: Project, known: Mapping[str, tuple[str, str]]) -> Iterator[Input]:
    """Give what the mappings find, each with its digest; a file is read only if its size or change time differ."""
    for mapping in project.mappings:
        files = inputs(mapping, project.folder)
        text = (project.folder / mapping.at.file).read_bytes()
        rule = hashlib.sha256(text + project.settings.time_zone.encode()).hexdigest()[:16]
        groups = [(mapping.source, tuple(files))] if mapping.keeps else [(_label(project, f), (f,)) for f in files]
        for label, group in groups:
            if group:
                stamp = " ".join([rule, *(f"{file.stat().st_size}:{file.stat().st_mtime_ns}" for file in group)])
                held = known.get(label)
                digest = held[1] if held and held[0] == stamp else _digest(rule, group)
                yield Input(label, mapping, group, digest, stamp)


def _label(project: Project, file: Path) -> str:
    return Path(os.path.relpath(file, project.folder)).as_posix()


def _digest(rule: str, files: tuple[Path, ...]) -> str:
    summed = hashlib.sha256(rule.encode())
    for file in files:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                summed.update(block)
    return summed.hexdigest()[:16]


def batches(changed: Iterable[Input]) -> Iterator[list[Input]]:
    """Put small neighbouring files of one mapping together: reading a file has a price of its own."""
    batch: list[Input] = []
    for each in changed:
        size = sum(file.stat().st_size for one in (*batch, each) for file in one.files)
        if batch and (each.mapping is not batch[0].mapping or each.mapping.keeps or size > AT_ONCE):
            yield batch
            batch = []
        batch.append(each)
    if batch:
        yield batch


def mark_of(project: Project, arrived: list[Input]) -> str:
    """Sum up everything that decides a run."""
    metrics = catalogue()
    specs = [f"{spec} {metrics[spec.metric].digest}" for spec in wanted(project.agreements.values(), metrics)]
    texts = [*sorted((project.folder / "agreements").glob("*.y*ml")), project.folder / "truegreen.toml"]
    parts = [
        *(f"{each.label} {each.digest}" for each in sorted(arrived, key=lambda each: each.label)),
        *(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in texts),
        *specs,
        f"layout {LAYOUT}",
        *(f"{package} {version(package)}" for package in ("truegreen", "duckdb")),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
