"""One place alone was changed: beside a twin made of others, with each of these treated as if it had been the one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from truegreen.model.effect import Beside, Check, Effect, Other, Sensitivity
from truegreen.stats.causal.placebo import Placebos, placebos
from truegreen.stats.causal.synthetic import Synthetic, Twin, synthetic
from truegreen.stats.panel.equations import Unfit
from truegreen.value.effects.judged import ratio
from truegreen.value.effects.lines import Floats, Lines, last_month, months_of, pooled

LEAST = 5
"""Rows that one of the others must have in every month."""
QUARTER = 3
ENOUGH = 10
MONTHS = 6
"""Months before the change from which on its date can be tried out."""
SURE = 0.99
"""Confidence at which something found at an earlier date counts against the design."""
POOR = 2.0
"""Times the usual distance before the change, beyond which a twin is none."""
NAMES = {
    Twin.SYNTHETIC_CONTROL: "laid onto the treated, level and all",
    Twin.DIFFERENCE: "all others alike, and all months alike",
}
THIN = f"fewer than {LEAST} rows in some month"
GAPS = "nothing counted in some month"


def told(base: Effect, lines: Lines) -> Effect:
    """Say what the change did to one place.

    Args:
        base: what is known before anything is computed.
        lines: units by months; all treated ones had the change in the same month, and are put together.
    """
    lines, base = _thick_enough(lines, base)
    own, rows = pooled(lines, lines.treated)
    base = replace(base, others=int((~lines.treated).sum()), left_out=lines.left_out)
    if np.isnan(own).any():
        return replace(base, refused=f"{GAPS} of the place that had the change")
    pool, since = lines.value[~lines.treated], lines.since
    found = synthetic(pool, own, since) if len(pool) else Unfit("there are no others", (), 0, 0)
    if isinstance(found, Unfit):
        return replace(base, refused=found.because)
    sizes = np.append(lines.count[~lines.treated].mean(axis=1), rows.mean())
    doubt = placebos(found, pool, since, sizes=sizes)
    if isinstance(doubt, Unfit):
        return replace(base, refused=doubt.because, months=months_of(lines, own, found.mixed, rows))
    return replace(
        base,
        estimate=doubt.estimate,
        beside=tuple(_beside(pool, own, since)),
        months=months_of(lines, own, found.mixed, rows),
        twin=_others(lines, found, doubt),
        checks=tuple(_checks(pool, own, since, found, doubt, sizes)),
        sensitivity=_sensitivity(base.unit, found, doubt, since),
    )


def _thick_enough(lines: Lines, base: Effect) -> tuple[Lines, Effect]:
    """Leave out others with too few rows; where few are left, put three months together, if that keeps more."""
    monthly, quarterly = (_thick(each) for each in (lines, lines.by(QUARTER)))
    many, more = (int((~each.treated).sum()) for each in (monthly, quarterly))
    enough = quarterly.since >= 2 and len(quarterly.months) > quarterly.since
    if many >= ENOUGH or more <= many or not enough:
        return monthly, base
    return quarterly, replace(
        base,
        because=f"{base.because} Months are thin, so three are put together.",
        until=last_month(quarterly),
        before=quarterly.since * QUARTER,
        after=(len(quarterly.months) - quarterly.since) * QUARTER,
    )


def _thick(lines: Lines) -> Lines:
    return lines.only(lines.treated | (lines.count.min(axis=1, initial=np.inf) >= LEAST), THIN)


def _beside(pool: Floats, own: Floats, since: int) -> Iterator[Beside]:
    """Tell the effect by the two other twins."""
    for twin, says in NAMES.items():
        other = synthetic(pool, own, since, twin)
        if isinstance(other, Synthetic):
            yield Beside(name=twin.value, value=other.value, says=says)


def _others(lines: Lines, found: Synthetic, doubt: Placebos) -> tuple[Other, ...]:
    """Give the others, the weightiest first."""
    names = [name for name, treated in zip(lines.names, lines.treated, strict=True) if not treated]
    made = [
        Other(name=name, weight=float(weight), found=float(value), gaps=tuple(gaps.tolist()))
        for name, weight, value, gaps in zip(names, found.weights, doubt.values, doubt.gaps, strict=True)
    ]
    return tuple(sorted(made, key=lambda each: (-each.weight, each.name)))


def _checks(pool: Floats, own: Floats, since: int, found: Synthetic, doubt: Placebos, sizes: Floats) -> Iterator[Check]:
    """Say what must hold, and whether it does."""
    usual = float(np.median(doubt.fits))
    far = found.fit / usual if usual > 0 else 0.0
    yield Check(
        name="twin fits before", passed=far <= POOR, is_needed=True,
        says=f"Before the change the twin was as near as others' twins are ({far:.1f} times the usual distance)."
        if far <= POOR else f"Before the change the twin was {far:.1f} times as far off as others' twins are.",
    )  # fmt: skip
    yield _earlier(pool, own, since, sizes)
    alike = round(doubt.rank / doubt.least) - 1
    yield Check(
        name="others as if changed", passed=doubt.rank <= max(0.05, doubt.least) or _holds_nothing(doubt),
        says=f"Of {len(pool)} others treated as if they had been changed, {alike or 'none'} "
        f"{'is' if alike in (0, 1) else 'are'} as far off, size allowed for.",
    )  # fmt: skip
    yield _without_weightiest(pool, own, since, found, doubt)
    yield Check(
        name="enough others", passed=len(pool) >= ENOUGH,
        says=f"There are {len(pool)} others" + (", fewer than ten." if len(pool) < ENOUGH else "."),
    )  # fmt: skip


def _holds_nothing(doubt: Placebos) -> bool:
    return doubt.estimate.low <= 0 <= doubt.estimate.high


def _earlier(pool: Floats, own: Floats, since: int, sizes: Floats) -> Check:
    """Try the change out at an earlier month, with what came before it alone."""
    name, tried = "an earlier date", since - max(2, since // 3)
    if since < MONTHS:
        return Check(name=name, passed=None, says=f"With {since} months before, no earlier date can be tried out.")
    found = synthetic(pool[:, :since], own[:since], tried)
    if isinstance(found, Unfit):
        return Check(name=name, passed=None, says=f"No earlier date can be tried out: {found.because}.")
    doubt = placebos(found, pool[:, :since], tried, sizes=sizes, confidence=SURE)
    if isinstance(doubt, Unfit):
        return Check(name=name, passed=None, says=f"No earlier date can be tried out: {doubt.because}.")
    passed = _holds_nothing(doubt)
    what = "nothing is found" if passed else "something is found there too, before anything was changed"
    return Check(name=name, passed=passed, is_needed=True, says=f"Dated {since - tried} months earlier, {what}.")


def _without_weightiest(pool: Floats, own: Floats, since: int, found: Synthetic, doubt: Placebos) -> Check:
    """Leave out the one of the others that weighs most."""
    name = "without the weightiest"
    again = synthetic(np.delete(pool, int(found.weights.argmax()), axis=0), own, since)
    if isinstance(again, Unfit):
        return Check(name=name, passed=None, says="No other can be left out.")
    passed = abs(again.value - found.value) <= doubt.estimate.error
    says = "Without the weightiest of the others it is " + ("much the same." if passed else "another one.")
    return Check(name=name, passed=passed, says=says)


def _sensitivity(unit: str, found: Synthetic, doubt: Placebos, since: int) -> Sensitivity:
    """Say how strong something unseen would have to be."""
    estimate, furthest = doubt.estimate, float(np.abs(doubt.values).max())
    hidden = ratio(estimate, float(found.mixed[since:].mean()), unit)
    return Sensitivity(
        ratio=hidden.point if hidden else None,
        ratio_bound=hidden.bound if hidden else None,
        placebo=abs(estimate.value) / furthest if furthest > 0 else None,
    )
