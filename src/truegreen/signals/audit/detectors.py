"""The detectors of audits: each stands in a file of this folder and is found by listing it.

A file is named like its detector, with ``_`` for ``-``, and has a ``DETECTOR``. Other packages offer theirs by the
entry point ``truegreen.audit``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from truegreen.offers import offered
from truegreen.signals.audit.detector import Detector


@cache
def detectors() -> Mapping[str, Detector]:
    """Give every detector by its name.

    Raises:
        ValueError: two have one name.
    """
    listed = sorted(each.name for each in iter_modules([str(Path(__file__).parent)]))
    modules = [import_module(f"truegreen.signals.audit.{name}") for name in listed]
    modules += [point.load() for point in offered("truegreen.audit")]
    found: dict[str, Detector] = {}
    for detector in (each.DETECTOR for each in modules if hasattr(each, "DETECTOR")):
        if detector.name in found:
            raise ValueError(f"two detectors are called {detector.name}")
        found[detector.name] = detector
    return found
