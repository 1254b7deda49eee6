"""Logs as lines of JSON: when, how bad, who says it, what; never what people wrote, no address, no secret."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

REQUEST: Final[ContextVar[str]] = ContextVar("request", default="")
"""The number of the request that is being answered."""
MORE: Final = ("door", "status", "ms")
"""What a line says besides, where there is something to say."""


class Lines(logging.Formatter):
    """One line of JSON for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; an exception by its kind and place, for its words may hold what people wrote."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": _says(record),
        }
        if REQUEST.get():
            told["request"] = REQUEST.get()
        told |= {name: getattr(record, name) for name in MORE if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            told["exception"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                told["place"] = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        return json.dumps(told, ensure_ascii=False)


def _says(record: logging.LogRecord) -> str:
    """Give what is said, in one line; of a request without its address, which may hold a token."""
    if record.name.startswith("django.security"):  # it quotes what was sent
        return str(record.name.rpartition(".")[2])
    if hasattr(record, "request") and isinstance(record.args, tuple):
        return str(record.msg) % tuple("…" if str(each).startswith("/") else each for each in record.args)
    return record.getMessage().split("\n")[0]
