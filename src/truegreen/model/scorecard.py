"""The scorecard and the explanation: what people look at, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from truegreen.model.agreement import Measure, Perspective, Timing
from truegreen.model.finding import Finding
from truegreen.model.reading import Contract, Outcome, Reading
from truegreen.units.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure, for everything or for one member of a slice.

    Attributes:
        measure: the measure, as it stood at the period's end.
        id: the measure's id.
        words: what is counted.
        perspective, timing, better: of the measure, or of its metric.
        member: the member of the slice; empty for everything.
        reading: of the period; None if nothing was measured.
        trend: readings of the periods up to this one, oldest first.
        change: better, worse, or same within what chance does; empty where it cannot be said.
        contract: status against the agreement.
        outcome: status of the customers behind it: its own if it is an experience level, otherwise that of the
            experience level it is meant to bring about, in the same slice; None if it names none.
        outcome_of: id of the experience level that the outcome status is read from.
    """

    id: str
    measure: Measure
    words: str
    perspective: Perspective
    timing: Timing
    better: str
    member: str
    reading: Reading | None
    trend: Sequence[Reading]
    change: str
    contract: Contract
    outcome: Outcome | None
    outcome_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """All measures of an agreement for a period.

    Attributes:
        agreement, title: which agreement.
        period: which period; None for all together.
        by: the slice it is by; empty for everything.
        rows: by perspective; in a slice, the worst member first.
        findings: what is known to be wrong with the records and measures behind it.
        run: id of the run it is read from.
        known_until: last moment the records cover.
    """

    agreement: str
    title: str
    period: Period | None
    by: str
    rows: Sequence[Row]
    findings: Sequence[Finding] = ()
    run: str = ""
    known_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """The same measure under another variant of its metric.

    Attributes:
        variant: the variant's full name.
        words: what it counts.
        differs: the aspects in which it differs, with how it has them.
        reading: what it gives.
        contract: its status against the same target; not judged where the unit differs.
    """

    variant: str
    words: str
    differs: Mapping[str, str]
    reading: Reading | None
    contract: Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a measure is what it is.

    Attributes:
        row: the measure with its reading and status.
        agreement: which agreement.
        variant: the variant's full name with parameters.
        aspects: grain, population, stop, pauses, denominator, the day it is counted on.
        panel: the same under its usual alternatives.
        query: SQL that gives the rows behind the number.
        columns, sample: some of those rows.
        findings: what was found about the measure.
        run: id of the run.
    """

    row: Row
    agreement: str
    period: Period | None
    slice: Mapping[str, str]
    variant: str
    aspects: Mapping[str, str]
    panel: Sequence[Alternative]
    query: str
    columns: Sequence[str] = ()
    sample: Sequence[Sequence[object]] = ()
    findings: Sequence[Finding] = field(default_factory=tuple)
    run: str = ""
