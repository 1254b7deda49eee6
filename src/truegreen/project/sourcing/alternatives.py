"""Who is held beside whom: sites or suppliers of a plan, with how much of the work they may do, and why not more."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np

from truegreen.model.evaluated import Alternative
from truegreen.model.plan import Kind, Site
from truegreen.model.plan_evaluation import By, Evaluation
from truegreen.project.sourcing.scored import Room

MOST_REASONS: Final = 3
"""Reasons that are given where an alternative may do nothing at all, the commonest first."""
LEAST_SHARE: Final = 0.5
"""Whoever may do less than this share of the work looked at is not ranked for all of it."""


def alternative(room: Room, of: Evaluation, name: str) -> Alternative:
    """Give an alternative, out where it may do none of the work looked at."""
    places = [int(each) for each in np.flatnonzero(room.sites_of(of, name))]
    sites = list(room.plan.sites.items())
    own = [sites[at][1] for at in places]
    may = [cell for cell in room.cells if any((cell, at) not in room.barred for at in places)]
    why = [reason for cell in room.cells for at in places for reason in room.barred.get((cell, at), ())]
    share = float(room.issues[may].sum() / max(room.issues[list(room.cells)].sum(), 1e-9))
    out = () if may else tuple(says for says, _ in Counter(each.says for each in why).most_common(MOST_REASONS))
    if 0 < share < LEAST_SHARE:
        out = (f"It may do {share * 100:.0f} % of this work; --cell holds it beside the others for that alone.",)
    terms = room.plan.suppliers.get(own[0].supplier)
    kinds = " and ".join(dict.fromkeys(str(each.kind) for each in own))
    supplier = own[0].supplier if of.by is By.SITE else name
    part = _part(room, own)
    return Alternative(
        name, supplier, kinds, bool(terms and terms.is_client), len(may), len(room.cells), out, part, None
    )


def _part(room: Room, own: list[Site]) -> tuple[str, ...]:
    """Say how much of the work customers can do themselves, where an alternative is nothing else."""
    if any(each.kind is Kind.TEAM for each in own):
        return ()
    said = {kind: of.self_service for kind, of in room.plan.types.items() if of.self_service}
    here = dict.fromkeys(room.learned.types[cell] for cell in room.cells)
    return tuple(f"At most {said[kind]} of {kind} can go there." for kind in here if kind in said)
