"""Where facts are kept: month partitions as Parquet, and a manifest that says which files count.

A partition's file is named by the digest of its rows, and the manifest is replaced in one step after all files are
written. Whatever kills a load, the manifest still names the files of the state before; files that no manifest names
are swept by the next commit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from truegreen.files.writing import replace
from truegreen.model.finding import Finding, Level
from truegreen.units.span import Span

FORMAT: Final = 3
StoredFinding: TypeAlias = tuple[str, str, str, str, str, int | None]
"""A finding as the manifest keeps it: level, id, place, what is so, what to do, count."""


def stored(finding: Finding) -> StoredFinding:
    """Write a finding for the manifest."""
    return (finding.level, finding.id, str(finding.at), finding.says, finding.remedy, finding.count)


def restored(kept: Sequence[object]) -> Finding:
    """Read a finding from the manifest."""
    level, name, at, says, remedy, count = kept
    file, _, line = str(at).rpartition(":")
    place = Span(file, int(line)) if line.isdigit() else Span(str(at))
    return Finding(place, Level(str(level)), str(name), str(says), str(remedy), int(str(count)) if count else None)


@dataclass(frozen=True, slots=True)
class Partition:
    """The rows of one table and month.

    Attributes:
        table, month: which; ``all`` for a table that is kept whole.
        file: path under the store.
        rows: how many.
        digest: of the rows' content, not of when they came.
        came: latest time in the column that dates the table: how far intake is known.
        happened: latest time in any column that records something that happened.
        due: latest due time: after it, nothing here waits to be judged.
        filled: columns that hold something in some row.
    """

    table: str
    month: str
    file: str
    rows: int
    digest: str
    came: str | None = None
    happened: str | None = None
    due: str | None = None
    filled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was loaded.

    Attributes:
        digest: of the file, its mapping and what else decides its rows.
        stamp: size and change time of the file, to see quickly that it is the same.
        rows: rows loaded, by table.
        findings: what was found in it.
        identities: for each table, rows that name an account or provider, by how that name was found; see
            ``facts.identifying``.
    """

    digest: str
    stamp: str
    rows: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[StoredFinding, ...] = ()
    identities: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """What the store holds.

    Attributes:
        partitions: by table and month.
        sources: by label: the file's path in the project, or the mapping's id.
        contradictions: for a table and month, rows that contradict another table, by the finding's id.
        key: mark of the key that made its pseudonyms of people; empty if there was none.
        forgotten: pseudonyms that no row holds any more.
    """

    partitions: Mapping[tuple[str, str], Partition] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    contradictions: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    key: str = ""
    forgotten: frozenset[str] = frozenset()

    @property
    def digests(self) -> dict[str, str]:
        """Give the digest of each source, by label."""
        return {label: each.digest for label, each in self.sources.items()}

    @property
    def forgetting(self) -> str:
        """Give a digest of who is forgotten; empty if nobody is."""
        return hashlib.sha256(" ".join(sorted(self.forgotten)).encode()).hexdigest()[:16] if self.forgotten else ""

    def of(self, table: str) -> dict[str, Partition]:
        """Give a table's partitions by month, in order."""
        return {month: each for (name, month), each in sorted(self.partitions.items()) if name == table}

    def filled(self, table: str) -> frozenset[str]:
        """Give the columns of a table that hold something anywhere."""
        return frozenset(name for each in self.of(table).values() for name in each.filled)

    def latest(self, what: str, *tables: str) -> datetime | None:
        """Give the latest ``came`` or ``happened`` of some tables, or of all."""
        times = [getattr(each, what) for each in self.partitions.values() if not tables or each.table in tables]
        return max((datetime.fromisoformat(time) for time in times if time), default=None)


class Store:
    """A project's ``.truegreen`` folder."""

    def __init__(self, folder: Path, *, sweeps: bool = True) -> None:
        """Point at the folder; it need not exist yet.

        Args:
            folder: the folder.
            sweeps: whether what a commit does not name any more is removed at once; a run does so at its end, so that
                what was there before it can be put back.
        """
        self.folder = folder
        self.sweeps = sweeps
        self.manifest = folder / "facts.json"

    def read(self) -> State:
        """Give what the last commit left; nothing if there was none."""
        if not self.manifest.exists():
            return State()
        held = json.loads(self.manifest.read_text("utf-8"))
        if held.get("format") != FORMAT:
            return State()
        partitions = [Partition(**{**each, "filled": tuple(each["filled"])}) for each in held["partitions"]]
        sources = {
            label: Source(**{**each, "findings": tuple(tuple(one) for one in each["findings"])})
            for label, each in held["sources"].items()
        }
        odd = {tuple(key.split()): counts for key, counts in held.get("contradictions", {}).items()}
        by_month = {(each.table, each.month): each for each in partitions}
        return State(by_month, sources, odd, held.get("key", ""), frozenset(held.get("forgotten", ())))

    def commit(self, state: State) -> None:
        """Make a state the one that counts, in one step, then sweep what it does not name."""
        held = {
            "format": FORMAT,
            "partitions": [asdict(each) for _, each in sorted(state.partitions.items())],
            "contradictions": {" ".join(key): counts for key, counts in sorted(state.contradictions.items())},
            "sources": {label: asdict(each) for label, each in sorted(state.sources.items())},
            "key": state.key,
            "forgotten": sorted(state.forgotten),
        }
        replace(self.manifest, json.dumps(held, indent=1, ensure_ascii=False))
        self.sweep("facts", state.partitions.values())

    def sweep(self, kind: str, kept: Iterable[Partition]) -> None:
        """Remove the files of a kind that are not of partitions that are kept, if this store sweeps."""
        if self.sweeps:
            sweep(self.folder / kind, set(self.files(kept)))

    def files(self, partitions: Iterable[Partition]) -> list[Path]:
        """Give the paths of partitions."""
        return [self.folder / each.file for each in partitions]


def sweep(folder: Path, kept: set[Path]) -> None:
    """Remove Parquet files that are not kept."""
    for path in folder.rglob("*.parquet"):
        if path not in kept:
            path.unlink()
