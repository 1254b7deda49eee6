"""The side of linearmodels, a package for panels: reads the rows, fits, prints what it found and used, as JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from benchmarks.measuring import cpu, peak_gigabytes


def main(path: str, columns: int) -> dict[str, Any]:
    """Read, fit."""
    import_module("pyarrow.parquet")
    pandas, panel = import_module("pandas"), import_module("linearmodels.panel")
    names = [f"x_{i}" for i in range(1, columns + 1)]
    found: list[Any] = []

    def whole() -> None:
        frame = pandas.read_parquet(path)
        frame["one"], frame["row"] = 1.0, range(len(frame))
        frame = frame.set_index(["account", "row"])
        model = panel.PanelOLS(frame["x_1"], frame[["one", *names[1:]]], entity_effects=True)
        found.append(model.fit(cov_type="clustered", cluster_entity=True, debiased=True, group_debias=True))
        found.append(found[0].std_errors)

    taken = cpu(whole, times=1)
    return {
        "values": found[0].params.tolist()[1:],
        "errors": found[1].tolist()[1:],
        "cpu": taken,
        "peak": peak_gigabytes(),
    }


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
