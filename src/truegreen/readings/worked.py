"""Worked examples: the counts that both parties signed must give the status that they signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from truegreen.files.cases import Case
from truegreen.metrics.catalogue import Metric
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, error
from truegreen.model.reading import PARTS, Reading
from truegreen.readings.specs import formula, spec_of
from truegreen.readings.status import contract_status


def case_findings(case: Case, agreements: Mapping[str, Versions], metrics: Mapping[str, Metric]) -> Iterator[Finding]:
    """Hold a worked example against the agreement as it stood on the example's day."""
    versions = agreements.get(case.agreement)
    measure = versions.on(case.on).measures.get(case.measure) if versions else None
    if measure is None:
        says = f"“{case.case}” speaks of {case.agreement}/{case.measure}, which does not stand on {case.on}."
        yield error(case.at, "case-without-measure", says, "Name a measure that the agreement has on that day.")
        return
    spec, findings = spec_of(measure, metrics)
    if spec is None or findings:
        return  # What is wrong with the measure is said at the measure.
    asked = formula(spec, metrics)
    count, total = case.given.count, case.given.total
    value = Fraction(total, count) / PARTS[asked.unit] if count else None
    reading = Reading(
        measure=case.measure, spec=str(spec), count=count, total=total, squares=0, unit=asked.unit, value=value
    )
    status = contract_status(measure, reading, asked.metric.better)
    if status is not case.status:
        says = f"“{case.case}”: the agreement gives {status}, and the example says {case.status}."
        yield error(case.at, "case-differs", says, "Correct the agreement, or agree on the example anew.")
