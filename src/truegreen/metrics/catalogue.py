"""Find the metrics: the files of this folder, and what other packages offer as ``truegreen.metrics`` entry points."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType
from typing import Final

from truegreen.metrics.define import Variant
from truegreen.offers import offered

_FOLDER: Final = Path(__file__).parent
_NOT_METRICS: Final = ("define", "catalogue")
_CONSTANTS: Final = {
    "NAME": None,
    "UNIT": ("share", "seconds", "money", "score", "points", "count", "days"),
    "BETTER": ("higher", "lower"),
    "PERSPECTIVE": ("quality", "efficiency", "customer", "commercial", "strategic"),
    "TIMING": ("leading", "lagging"),
}


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric and its variants.

    Attributes:
        name: what people write before the dot.
        says: what it is, in one sentence.
        unit, better, perspective, timing: as in the file.
        variants: by name, in the file's order.
        file: where it is written.
    """

    name: str
    says: str
    unit: str
    better: str
    perspective: str
    timing: str
    variants: Mapping[str, Variant]
    file: Path

    @property
    def digest(self) -> str:
        """Give the digest of the file's text; a changed formula is a changed metric."""
        return _digest(self.file)


@dataclass(frozen=True, slots=True)
class Spec:
    """A metric under one variant with its parameters set: what is computed and kept.

    >>> str(Spec("on_time", "by_target", ()))
    'on_time.by_target'
    """

    metric: str
    variant: str
    parameters: tuple[tuple[str, object], ...] = field(default=())

    def __str__(self) -> str:
        """Write it as people and column names do."""
        shown = ",".join(f"{name}={value}" for name, value in self.parameters)
        return f"{self.metric}.{self.variant}" + (f"({shown})" if shown else "")


def metric_of(module: ModuleType) -> Metric:
    """Read a metric from its module.

    Raises:
        ValueError: a constant is missing or odd, the file has no variant, or its name is not the module's.
    """
    where = module.__name__
    for name, allowed in _CONSTANTS.items():
        value = getattr(module, name, None)
        if value is None:
            raise ValueError(f"metric file {where} has no {name}; see docs/adding-a-metric.md")
        if allowed and value not in allowed:
            raise ValueError(f"metric file {where}: {name} is “{value}”; choose one of {', '.join(allowed)}")
    if where.rpartition(".")[2] != module.NAME:
        raise ValueError(f"metric file {where} is named differently from its NAME, “{module.NAME}”")
    variants = {each.name: each for each in vars(module).values() if isinstance(each, Variant)}
    if not variants:
        raise ValueError(f"metric file {where} has no variant; decorate a function with @variant")
    return Metric(
        name=module.NAME,
        says=(module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " "),
        unit=module.UNIT,
        better=module.BETTER,
        perspective=module.PERSPECTIVE,
        timing=module.TIMING,
        variants=MappingProxyType(variants),
        file=Path(inspect.getfile(module)),
    )


@cache
def _digest(file: Path) -> str:
    import hashlib  # noqa: PLC0415 (slow to load, and not asked for by those who only read text)

    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


class _Catalogue(Mapping[str, Metric]):
    """Metrics by name; our own are loaded when they are asked for, since an agreement asks for few."""

    def __init__(self, ours: Iterable[str], others: Mapping[str, Metric]) -> None:
        self._names = dict.fromkeys([*ours, *others])
        self._loaded = dict(others)

    def __getitem__(self, name: str) -> Metric:
        if name not in self._loaded:
            if name not in self._names:
                raise KeyError(name)
            self._loaded[name] = metric_of(import_module(f"truegreen.metrics.{name}"))
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@cache
def catalogue() -> Mapping[str, Metric]:
    """Give every metric by name.

    Raises:
        ValueError: two have one name, or what another package offers is not a metric; a file of ours that is none
            says so when it is asked for.
    """
    ours = [each.name for each in iter_modules([str(_FOLDER)]) if each.name not in _NOT_METRICS]
    others: dict[str, Metric] = {}
    for module in (point.load() for point in offered("truegreen.metrics")):
        metric = metric_of(module)
        if metric.name in ours or metric.name in others:
            raise ValueError(f"two metrics are named {metric.name}; the second is {module.__name__}")
        others[metric.name] = metric
    return _Catalogue(ours, others)


def are_all_ours(metrics: Mapping[str, Metric]) -> bool:
    """Say whether all metrics come with Truegreen, and none with another package; loads none of ours for it."""
    loaded = metrics._loaded if isinstance(metrics, _Catalogue) else metrics
    return all(each.file.parent == _FOLDER for each in loaded.values())
