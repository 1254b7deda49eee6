"""What an effect comes to by the design that was chosen, or why it cannot be told so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truegreen.model.effect import Design, Effect
from truegreen.value.effects import at_times, beside_alike, one_site
from truegreen.value.effects.lines import Lines, UnaskableError


def comparable(lines: Lines, *, by_account: bool) -> None:
    """Refuse what leaves nothing to compare.

    Raises:
        UnaskableError: nobody had the change, or everybody.
    """
    if not lines.treated.any():
        raise UnaskableError("Nobody had the change in the records.")
    if lines.treated.all():
        what = "accounts" if by_account else "work"
        raise UnaskableError(f"All {what} had the change, so there is nothing to hold it against; widen --against.")


def told(base: Effect, lines: Lines, alike: beside_alike.Compared | None) -> Effect:
    """Tell it by its design."""
    if base.design is Design.STAGGERED:
        return at_times.told(base, lines)
    if len(np.unique(lines.first[lines.treated])) > 1:
        return replace(base, refused="it came in several months; ask for one place at a time, or for all as staggered")
    if base.design is Design.ONE_SITE:
        return one_site.told(base, lines)
    if alike is None:
        return replace(base, refused="pieces of work are too few to find others like them; ask by account")
    return beside_alike.told(base, alike)
