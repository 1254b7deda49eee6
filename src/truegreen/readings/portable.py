"""Whether a metric counts the same on every engine: its own are held to it by tests, those of others are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from truegreen.engine.portable import Unportable, unportable
from truegreen.metrics.catalogue import Metric
from truegreen.metrics.define import Rows
from truegreen.model.agreement import Versions
from truegreen.model.finding import Finding, warning
from truegreen.readings.plan import plans
from truegreen.readings.query import cells, spreads
from truegreen.readings.specs import Formula, formula, spec_of

_OWN: Final = "truegreen.metrics."
_SOME_DAY: Final = {each: datetime.fromisoformat("2100-01-01") for each in ("came", "happened")}
_MONTHS: Final = (("month", 1),)


def expressions(
    asked: Formula, slices: Sequence[str] = (), kinds: Iterable[tuple[str, int]] = _MONTHS
) -> Iterator[tuple[str, Rows]]:
    """Give all that a build asks an engine for a formula, each with the fact table that it is asked of.

    Args:
        asked: the formula.
        slices: slices that cells are kept by.
        kinds: (kind of period, day a month begins on) that cells are kept by.
    """
    for table, plan in plans([asked], slices, kinds).items():
        grouped, columns, _ = cells(plan, _SOME_DAY, account_by_month=True)
        if columns:
            yield table, grouped
        yield from ((table, each) for each in spreads(plan, _SOME_DAY, account_by_month=True).values())


def unportable_formula(asked: Formula) -> list[Unportable]:
    """Give all in a formula that engines do differently, each thing once."""
    return list(dict.fromkeys(found for _, each in expressions(asked) for found in unportable(each)))


def portable_findings(agreements: Iterable[Versions], metrics: Mapping[str, Metric]) -> list[Finding]:
    """Say what engines do differently in measures by metrics of other packages; each thing once."""
    found = []
    for measure in (m for versions in agreements for _, each in versions.each for m in each.measures.values()):
        spec = spec_of(measure, metrics)[0]
        if spec and not (asked := formula(spec, metrics)).variant.makes.__module__.startswith(_OWN):
            for each in unportable_formula(asked):
                says = f"{spec.metric}.{spec.variant} may not be the same on every engine: {each.says}."
                found.append(warning(measure.at, "differs-by-engine", says, each.remedy))
    return list(dict.fromkeys(found))
