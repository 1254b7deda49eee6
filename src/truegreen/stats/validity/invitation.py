"""Invitations: are customers asked because they will be content?

Whoever decides which customer gets the survey can decide what it says. From what is known of every case it is predicted
how content its customer would be; within each agent, those invited should not be those predicted to be content.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from truegreen.stats.estimate import Estimate
from truegreen.stats.panel.equations import Unfit
from truegreen.stats.panel.moments import of
from truegreen.stats.panel.regression import regression


def invitation_gate(invited: ArrayLike, predicted: ArrayLike, agents: ArrayLike) -> Estimate | Unfit:
    """Say by how much more likely a case is invited, per ten points of predicted satisfaction, within agents.

    Above 0 contented customers are asked more. The error knows that an agent's cases go together.

    Args:
        invited: (N,) of each eligible case, whether it was.
        predicted: (N,) its chance of a satisfied answer, from what is known of all cases and never from the invitation.
        agents: (N,) who handled it.

    Raises:
        ValueError: shapes differ.
    """
    asked, content = np.asarray(invited, dtype=np.float64), np.asarray(predicted, dtype=np.float64)
    if asked.shape != content.shape:
        raise ValueError("each case needs whether it was invited, and its prediction")
    found = regression(
        of(np.column_stack([asked, 10 * content]), agents, ["invited", "content"]), "invited", ["content"]
    )
    return found if isinstance(found, Unfit) else found.estimates["content"]
