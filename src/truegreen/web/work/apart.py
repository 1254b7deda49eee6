"""Have a job done by a process of its own: pages are not blocked, its memory goes with it, it ends with its worker."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Event, Thread
from time import monotonic
from typing import Any, Final

from truegreen.web.work.doing import Result, ToldError
from truegreen.web.work.queue import Held

LOOKS: Final = 2.0
"""Seconds between two looks at how far it is."""
LONGEST: Final = 12 * 3600
"""Seconds after which it is ended."""


class StoppedError(Exception):
    """The worker is to stop; the job is for another one."""


def done_apart(held: Held, stop: Event) -> Result:
    """Have a job done, and say how far it is; what was there before stays if it does not come to its end.

    Raises:
        ToldError: it cannot be done, or ended without a word.
        StoppedError: the worker was told to stop.
        LostError: the job is not this worker's any more.
    """
    command = [sys.executable, "-m", "truegreen.web.work.child", held.kind]
    told: dict[str, Any] = {}
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True) as child:  # noqa: S603 — ourselves
        reader = Thread(target=_heard, args=(child, held, told), daemon=True)
        reader.start()
        try:
            _awaited(child, held, stop, told)
        finally:
            child.kill()
            reader.join()
    return _outcome(child.returncode, told)


def _heard(child: Popen[str], held: Held, told: dict[str, Any]) -> None:
    with suppress(BrokenPipeError):
        print(json.dumps({"says": dict(held.says), "by": held.by}), file=child.stdin, flush=True)
    for line in child.stdout or ():
        with suppress(ValueError):  # the last line of one that was killed may be half
            told.update(json.loads(line))


def _awaited(child: Popen[str], held: Held, stop: Event, told: dict[str, Any]) -> None:
    ends = monotonic() + LONGEST
    while child.poll() is None:
        if stop.wait(LOOKS if told else LOOKS / 10):
            raise StoppedError
        if monotonic() > ends:
            raise ToldError(f"It was not done within {LONGEST // 3600} hours.", for_good=True)
        held.goes_on(*told.get("goes_on", ()))


def _outcome(status: int, told: dict[str, Any]) -> Result:
    if "result" in told:
        result: Result = told["result"]
        return result
    if "problem" in told:
        raise ToldError(told["problem"], for_good=told["for_good"])
    why = f"was ended by signal {-status}, as when memory runs out" if status < 0 else f"ended with {status}"
    raise ToldError(f"The process that did it {why}; what was there before stays.")
