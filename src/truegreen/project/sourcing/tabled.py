"""Numbers of the work as it was done, as a table of cells by sites of a plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from truegreen.readings.work import Worked
from truegreen.sourcing.allocation.arrays import Floats


def table(worked: Worked, sites: Sequence[str], numbers: Floats) -> Floats:
    """Give numbers of rows as a table of cells by sites of the plan; rows of other sites are left out."""
    made = np.zeros((len(worked.cells), len(sites)))
    at = np.array([sites.index(each) if each in sites else -1 for each in worked.sites], dtype=np.intp)[worked.site]
    there = (at >= 0) & np.isfinite(numbers)
    np.add.at(made, (worked.cell[there], at[there]), numbers[there])
    return made
