"""What a job is done with, and the kinds of jobs that there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from truegreen.facts.months import Progress
from truegreen.web.work import jobs

Result: TypeAlias = Mapping[str, Any]


class ToldError(Exception):
    """A job cannot be done, and people are told why in a sentence.

    Attributes:
        for_good: whether trying again would change nothing.
    """

    def __init__(self, says: str, *, for_good: bool = False) -> None:
        """Say why."""
        super().__init__(says)
        self.for_good = for_good


def problem_of(wrong: Exception) -> ToldError:
    """Give what people are told of a failure: its sentence, or only its kind where its words may be anybody's."""
    return (
        wrong if isinstance(wrong, ToldError) else ToldError(f"It failed ({type(wrong).__name__}); the log says where.")
    )


@dataclass(frozen=True, slots=True)
class Doing:
    """A job, as its file sees it.

    Attributes:
        says: what is to be done.
        by: who asked for it.
        goes_on: told how far it is; it ends the job where that is somebody else's by now.
    """

    says: Mapping[str, Any]
    by: str
    goes_on: Progress


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: what does it, how often, whether apart from the worker, and whether it takes minutes."""

    do: Callable[[Doing], Result]
    every: int
    is_apart: bool
    is_long: bool = False


@cache
def kinds() -> Mapping[str, Kind]:
    """Give every kind by its name: the files of ``web/work/jobs``."""
    files = {each.name: import_module(f"{jobs.__name__}.{each.name}") for each in iter_modules(jobs.__path__)}
    return {
        name: Kind(file.do, file.EVERY, file.IS_APART, getattr(file, "IS_LONG", False)) for name, file in files.items()
    }
