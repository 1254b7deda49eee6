"""The worker: takes one job after the other off the queue and does it, until it is told to stop.

Several may run, on several machines; a job is never done by two at once, and one whose worker died is taken again.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from math import inf
from threading import Event
from time import time
from typing import Final

from django.db import Error, InterfaceError, OperationalError, connection

from truegreen.web.work.apart import StoppedError, done_apart
from truegreen.web.work.doing import Doing, Result, ToldError, kinds, problem_of
from truegreen.web.work.queue import Held, LostError, repeated, set_back, take

LOG: Final = logging.getLogger("truegreen.worker")
REST: Final = 1.0
"""Seconds to wait where nothing is to be done."""
BROKEN: Final = 5.0
"""Seconds to wait where the database does not answer."""


def work(stop: Event, name: str = "") -> None:
    """Do jobs until told to stop, in three lanes: no e-mail waits for a PDF, and no PDF for a run.

    Args:
        stop: is set by whoever wants it to end.
        name: of this worker, no other's; made up if left out.
    """
    name = name or f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(3)}"
    long = [kind for kind, each in kinds().items() if each.is_long]
    apart = [kind for kind, each in kinds().items() if each.is_apart and not each.is_long]
    with ThreadPoolExecutor(2) as beside:
        others = [beside.submit(lane, stop, f"{name}-{at}", which) for at, which in (("runs", long), ("asks", apart))]
        lane(stop, name, [*long, *apart], others=True)
    for each in others:
        each.result()


def lane(stop: Event, name: str, which: Collection[str], *, others: bool = False) -> None:
    """Do one job after the other of some kinds, or of all others; where it breaks all ends, so that no lane is lost."""
    try:
        _went(stop, name, which, others=others)
    finally:
        stop.set()
        connection.close()


def _went(stop: Event, name: str, which: Collection[str], *, others: bool) -> None:
    """Do jobs until told to stop; a database that does not answer is waited for."""
    looked = inf
    while not stop.is_set():
        try:
            if time() < looked:  # at the start, and where the clock has gone back
                begin()
            looked = time()
            held = take(name, which, only=not others)
            if held:
                do(held, stop)
            else:
                stop.wait(REST)
        except Error:
            LOG.warning("the database does not answer; waiting for it", exc_info=True)
            connection.close()
            stop.wait(BROKEN)


def begin() -> None:
    """Have on the queue what is done again and again; nothing there waits for a clock that has gone back."""
    set_back()
    for name, kind in kinds().items():
        if kind.every:
            repeated(name, kind.every)


def do(held: Held, stop: Event) -> None:
    """Do a job that is held, and say what came of it."""
    try:
        try:
            held.ended(_done(held, stop))
        except (LostError, OperationalError, InterfaceError):
            raise
        except StoppedError:
            held.given_back()
        except Exception as wrong:
            LOG.info("%s %s failed", held.kind, held.id, exc_info=True)
            told = problem_of(wrong)
            held.failed(str(told), for_good=told.for_good)
    except LostError:
        LOG.warning("%s %s was lost to another worker", held.kind, held.id)


def _done(held: Held, stop: Event) -> Result:
    kind = kinds().get(held.kind)
    if kind is None:
        raise ToldError(f"This version does not know how to do “{held.kind}”.", for_good=True)
    return done_apart(held, stop) if kind.is_apart else kind.do(Doing(held.says, held.by, held.goes_on))
