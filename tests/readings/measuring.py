"""Measure staged rows the way a run does, for the tests of readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.facts.staging import Rows, arrival, loaded
from truegreen.engine.duck import Duck
from truegreen.facts.store import State, Store
from truegreen.metrics.catalogue import Spec, catalogue
from truegreen.model.reading import Reading
from truegreen.readings.cells import Cells, build
from truegreen.readings.plan import plans
from truegreen.readings.questions import Question
from truegreen.readings.read import read
from truegreen.readings.specs import Formula, formula


def named(*specs: str, **parameters: object) -> list[Formula]:
    """Give formulas by their dotted names; parameters go to those that take them."""
    metrics = catalogue()
    found = []
    for each in specs:
        name, _, variant = each.partition(".")
        takes = metrics[name].variants[variant].parameters
        values = {key: parameters.get(key, takes[key].default) for key in takes}
        found.append(formula(Spec(name, variant, tuple(values.items())), metrics))
    return found


@dataclass
class Measured:
    """A store with its cells, as it grows."""

    duck: Duck
    folder: Path
    formulas: Sequence[Formula]
    slices: Sequence[str] = ("provider", "site", "contact_type", "segment")
    anchor: int = 1
    cells: Cells = field(default_factory=Cells)
    state: State = field(default_factory=State)

    def load(self, label: str, zone: str = "UTC", **tables: Rows) -> set[tuple[str, str]]:
        """Load a source and build; give the (table, month) of the cells that were built."""
        self.state, findings = loaded(self.duck, self.folder, arrival(self.duck, label, **tables), zone=zone)
        assert not [each for each in findings if each.level == "error"], findings
        before = self.cells
        wants = plans(self.formulas, self.slices, [("month", self.anchor), ("week", 1)])
        self.cells = build(self.duck, Store(self.folder), self.state, wants, before, self.anchor)
        return {key for key, each in self.cells.files.items() if before.files.get(key) != each}

    def read(self, *questions: Question, by: Sequence[str] = ()) -> list[Reading]:
        """Answer questions; without any, one for each formula."""
        asked: Iterable[Question] = questions or [
            Question(str(each.spec), each, anchor=self.anchor) for each in self.formulas
        ]
        return read(self.duck, self.folder, self.cells, asked, by)

    def total(self, spec: str, **members: str) -> tuple[int, int] | None:
        """Give (count, total) over all periods, for one member if named."""
        for each in self.read(by=tuple(members)):
            if each.spec.startswith(spec) and each.period is None and dict(each.slice) == members:
                return each.count, each.total
        return None


def by_period(readings: Iterable[Reading], spec: str) -> Mapping[str, tuple[int, int]]:
    """Give (count, total) by period."""
    return {
        str(each.period): (each.count, each.total) for each in readings if each.spec.startswith(spec) and each.period
    }
