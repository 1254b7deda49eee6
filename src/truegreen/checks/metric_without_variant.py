"""A metric without its variant is as many numbers as there are readers; there the watermelon grows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truegreen.model.agreement import Agreement
from truegreen.model.finding import Finding, error


def findings(agreement: Agreement) -> Iterator[Finding]:
    """Find measures that name a metric and not which variant of it."""
    for name, measure in agreement.measures.items():
        if not re.fullmatch(r"[^.\s]+\.[^.\s]+", measure.metric):
            says = f"The measure “{name}” names the metric “{measure.metric}” without a variant."
            yield error(measure.at, "metric-without-variant", says, "Write both with a dot, like on_time.by_target.")
