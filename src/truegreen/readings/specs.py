"""What has to be computed: each measure's metric, variant and parameters, and its siblings for the panel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from truegreen.clocks.tables import full_name
from truegreen.files.nearest import did_you_mean
from truegreen.files.text import shown
from truegreen.metrics.catalogue import Metric, Spec
from truegreen.metrics.define import Variant
from truegreen.model.agreement import Agreement, Measure, Versions
from truegreen.model.finding import Finding, error
from truegreen.model.given import Scale

CLOCK: Final = "clock"
"""The parameter that names a clock of the agreement."""
MOST_DAYS: Final = 36_500
MOST: Final = 1_000_000_000
MOST_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Formula:
    """A spec with its metric and variant at hand."""

    spec: Spec
    metric: Metric
    variant: Variant

    @property
    def unit(self) -> str:
        """Give the unit of the variant, or of its metric."""
        return self.variant.unit or self.metric.unit

    @property
    def words(self) -> str:
        """Say in words what is counted."""
        return self.variant.words(dict(self.spec.parameters))


def formula(spec: Spec, metrics: Mapping[str, Metric]) -> Formula:
    """Give a spec's formula."""
    metric = metrics[spec.metric]
    return Formula(spec, metric, metric.variants[spec.variant])


def spec_of(measure: Measure, metrics: Mapping[str, Metric]) -> tuple[Spec | None, list[Finding]]:
    """Give what a measure asks to be computed, or say why it cannot be; a reported one asks for nothing."""
    if measure.is_reported:
        return None, list(_unsaid(measure))
    name, _, variant_name = measure.metric.partition(".")
    metric = metrics.get(name)
    if metric is None:
        says = f"There is no metric {shown(name)}."
        return None, [error(measure.at, "unknown-metric", says, did_you_mean(name, metrics))]
    if not variant_name:
        says = f"“{name}” can be counted in {len(metric.variants)} ways, and the agreement does not say which."
        known = " or ".join(f"{name}.{each}" for each in metric.variants)
        return None, [error(measure.at, "metric-without-variant", says, f"Write {known}.")]
    variant = metric.variants.get(variant_name)
    if variant is None:
        says = f"{name} has no variant {shown(variant_name)}."
        return None, [error(measure.at, "unknown-variant", says, did_you_mean(variant_name, metric.variants))]
    values, findings = _parameters(measure, variant)
    if measure.rounding and not 0 <= measure.rounding.digits <= MOST_DIGITS:
        says = f"The value cannot be rounded to {measure.rounding.digits} digits."
        findings.append(error(measure.rounding.at, "odd-rounding", says, f"Write 0 to {MOST_DIGITS} digits."))
    for field in ("target", "minimum"):
        quantity = getattr(measure, field)
        if quantity is not None:
            try:
                quantity.in_unit(variant.unit or metric.unit)
            except ValueError as reason:
                says = f"The {field} does not fit the metric: {reason}."
                findings.append(error(measure.at, "wrong-unit", says, f"Write the {field} in the metric's unit."))
    return (None if findings else Spec(name, variant_name, values)), findings


def _parameters(measure: Measure, variant: Variant) -> tuple[tuple[tuple[str, object], ...], list[Finding]]:
    findings = []
    values: dict[str, object] = {}
    for name, text in measure.parameters.items():
        parameter = variant.parameters.get(name)
        if parameter is None:
            says = f"{measure.metric} has no parameter {shown(name)}."
            findings.append(error(measure.at, "unknown-parameter", says, did_you_mean(name, variant.parameters)))
            continue
        try:
            values[name] = _meant(name, parameter.parse(text))
        except ValueError as reason:
            like = f"Write it like {name}: {parameter.default or 1}."
            findings.append(error(measure.at, "unreadable-parameter", f"{reason}.", like))
    for name, parameter in variant.parameters.items():
        if name not in values and name not in measure.parameters:
            if parameter.default is None:
                says = f"{measure.metric} needs {name}, and the agreement does not say it."
                findings.append(error(measure.at, "missing-parameter", says, f"Add parameters: {{{name}: …}}."))
            values[name] = parameter.default
    return tuple((name, values[name]) for name in variant.parameters if name in values), findings


def _meant(name: str, value: object) -> object:
    """Give a parameter's value, unless nobody means such a number of days, seconds or times."""
    most = MOST_DAYS if "days" in name else MOST
    if isinstance(value, int) and not 0 <= value <= most:
        raise ValueError(f"{name} takes a number from 0 to {most}, not {value}")
    return value


def siblings(spec: Spec, metrics: Mapping[str, Metric]) -> Iterator[Spec]:
    """Give the same metric under its other variants, with the same parameters where they have them."""
    given = dict(spec.parameters)
    for name, variant in metrics[spec.metric].variants.items():
        values = {key: given.get(key, parameter.default) for key, parameter in variant.parameters.items()}
        if name != spec.variant and None not in values.values():
            yield Spec(spec.metric, name, tuple(values.items()))


def measure_findings(agreements: Iterable[Versions], metrics: Mapping[str, Metric]) -> list[Finding]:
    """Say what is wrong with how agreements use metrics; each thing once."""
    found = (
        finding
        for versions in agreements
        for _, agreement in versions.each
        for measure in agreement.measures.values()
        for finding in (*spec_of(measure, metrics)[1], *_without_clock(measure, agreement))
    )
    return list(dict.fromkeys(found))


def _without_clock(measure: Measure, agreement: Agreement) -> Iterator[Finding]:
    clock = measure.parameters.get(CLOCK)
    if clock is not None and clock not in agreement.clocks:
        says = f"The agreement has no clock {shown(clock)}."
        yield error(measure.at, "unknown-clock", says, did_you_mean(clock, agreement.clocks))


def specs_of(agreement: Agreement, metrics: Mapping[str, Metric]) -> dict[str, Spec]:
    """Give the specs of an agreement's measures, by the measure's id; its clocks are told from those of others."""
    found = {name: spec_of(measure, metrics)[0] for name, measure in agreement.measures.items()}
    return {name: _with_own_clock(spec, agreement.agreement) for name, spec in found.items() if spec}


def _with_own_clock(spec: Spec, agreement: str) -> Spec:
    own = ((name, full_name(agreement, str(value)) if name == CLOCK else value) for name, value in spec.parameters)
    return replace(spec, parameters=tuple(own))


def wanted(agreements: Iterable[Versions], metrics: Mapping[str, Metric]) -> list[Spec]:
    """Give every spec to compute: all measures of all versions, and their siblings; sorted, each once."""
    asked = {
        spec
        for versions in agreements
        for _, agreement in versions.each
        for spec in specs_of(agreement, metrics).values()
    }
    return sorted(asked | {sibling for spec in asked for sibling in siblings(spec, metrics)}, key=str)


def _unsaid(measure: Measure) -> Iterator[Finding]:
    """Find what a reported measure must say, since no metric says it."""
    for name, value, example in (("unit", measure.unit, "share"), ("better", measure.better, "higher")):
        if value is None:
            says = f"A reported measure does not say its {name}."
            yield error(measure.at, "reported-without-scale", says, f"Add {name}: {example}, or what it is.")


def scales(versions: Versions, metrics: Mapping[str, Metric]) -> dict[str, Scale]:
    """Give unit and direction of every measure that records give, in any version of an agreement."""
    found = {}
    for _, each in versions.each:
        for name, measure in each.measures.items():
            if (spec := spec_of(measure, metrics)[0]) is not None:
                asked = formula(spec, metrics)
                found[name] = Scale(asked.unit, asked.metric.better)
    return found
