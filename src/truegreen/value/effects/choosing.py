"""Which way to tell what would have been, and why: by when the change came, and to whom."""

from __future__ import annotations

import numpy as np

from truegreen.model.effect import Design
from truegreen.value.effects.lines import Lines

MOMENTS = 2


def chosen(lines: Lines, asked: Design | None, *, by_account: bool) -> tuple[Design, str]:
    """Give the design that fits, and why in a sentence.

    Args:
        lines: who had the change, and from when on.
        asked: the design that was asked for, if any.
        by_account: whether units are accounts.
    """
    moments = len(np.unique(lines.first[lines.treated]))
    places = len(np.unique(lines.clusters[lines.treated]))
    if asked is not None:
        return asked, f"The {asked} design was asked for."
    if moments >= MOMENTS:
        return Design.STAGGERED, (
            f"The change came in {moments} different months, so each group is held against those that did not have "
            "it, or not yet, in the same months."
        )
    if by_account:
        return Design.ADJUSTED, (
            "Some accounts had the change and others did not, so those that had it are held against others that were "
            "like them before."
        )
    if places == 1:
        return Design.ONE_SITE, (
            "The change came to one place alone, so it is held against a twin: a mixture of others that moved as it "
            "did before."
        )
    return Design.STAGGERED, (
        f"The change came to {places} places in the same month, so they are held against those that did not have it."
    )
