"""What there is to choose from: metrics with their variants, units, fact tables with their columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from docs.markdown import table
from truegreen.facts.tables import TABLES
from truegreen.metrics.catalogue import Metric, catalogue
from truegreen.metrics.define import Variant
from truegreen.model.agreement import Perspective
from truegreen.units.quantity import EXAMPLES


def metrics() -> Iterator[str]:
    """Make a section for each metric, with a line for each of its variants."""
    for metric in catalogue().values():
        yield f"### {metric.name}\n\n{metric.says}\n"
        yield f"Unit: {metric.unit}; {metric.better} is better; {metric.perspective}, {metric.timing}.\n"
        yield from table(("variant", "what is counted", "how"), map(_variant, metric.variants.values()))


def index() -> Iterator[str]:
    """Make a list of the metrics by perspective, each with a link to its section."""
    for perspective, group in groupby(sorted(catalogue().values(), key=_place), lambda each: each.perspective):
        yield f"- **{perspective}**: {', '.join(f'[{each.name}](#{each.name})' for each in group)}"


def _place(metric: Metric) -> tuple[int, str]:
    return list(Perspective).index(Perspective(metric.perspective)), metric.name


def units() -> Iterator[str]:
    """Make a table of the units, with how a target in each is written."""
    yield from table(("unit of the metric", "target"), ((unit, f"`{example}`") for unit, example in EXAMPLES.items()))


def _variant(variant: Variant) -> tuple[str, str, str]:
    set_ = {name: each.default if each.default is not None else "…" for name, each in variant.parameters.items()}
    aspects = [f"{name.replace('_', ' ')}: {how}" for name, how in variant.aspects.items() if how]
    also = [f"unit: {variant.unit}"] if variant.unit else []
    return (
        f"`{variant.name}`",
        variant.words(set_),
        "; ".join([*aspects, *also, *(f"parameter `{name}: {default}`" for name, default in set_.items())]),
    )


def tables() -> Iterator[str]:
    """Make a section for each fact table, with a line for each column that a mapping may fill."""
    for fact in TABLES.values():
        yield f"### {fact.name}\n\nA row is {fact.grain}. Its key: {', '.join(f'`{each}`' for each in fact.key)}.\n"
        yield from table(
            ("column", "holds", "means"),
            (
                (
                    f"`{each.name}`{' *' * each.required}",
                    ", ".join(f"`{one}`" for one in each.one_of) or each.kind,
                    each.says,
                )
                for each in fact.columns
            ),
        )
