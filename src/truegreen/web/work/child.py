"""The process that does a job apart from its worker: it reads what is asked, and says how far it is in lines of JSON.

It is started by ``web/work/apart.py``, writes nothing else to its output, and ends when its worker does.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any, TypeAlias

Says: TypeAlias = Callable[..., None]


def does(kind: str) -> None:
    """Do a job of a kind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # from the keyboard it comes to the worker too, which ends this one
    out, asked = os.fdopen(os.dup(1), "w"), json.loads(sys.stdin.readline())
    os.dup2(2, 1)  # what anything else prints does not stand between the lines
    os.nice(19)  # whoever waits for a page comes first
    Thread(target=_ends_with_its_worker, daemon=True).start()

    def says(**what: Any) -> None:
        print(json.dumps(what), file=out, flush=True)

    _done(kind, asked, says)


def _done(kind: str, asked: dict[str, Any], says: Says) -> None:
    import django  # noqa: PLC0415 — set up before anything of the workspace is loaded

    django.setup()
    from truegreen.web.work.doing import Doing, kinds, problem_of  # noqa: PLC0415

    doing = Doing(asked["says"], asked["by"], lambda what, done, of: says(goes_on=[what, done, of]))
    try:
        says(result=dict(kinds()[kind].do(doing)))
    except Exception as wrong:
        logging.getLogger("truegreen.worker").info("%s did not come to its end", kind, exc_info=True)
        told = problem_of(wrong)
        says(problem=str(told), for_good=told.for_good)


def _ends_with_its_worker() -> None:
    sys.stdin.read()  # nothing comes; it ends when the worker does, however that ended
    os._exit(1)


if __name__ == "__main__":
    does(sys.argv[1])
