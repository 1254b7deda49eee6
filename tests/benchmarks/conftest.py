"""Benchmarks lie beside the sources and are no installed package: found as ``python -m benchmarks`` finds them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
