"""The libraries that slides, PDF and workbook are made with: loaded when needed, and asked for where missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

_CALLED: Final = {
    "pptx": "Slides are made with python-pptx",
    "weasyprint": "A PDF is made with weasyprint",
    "xlsxwriter": "A workbook is made with xlsxwriter",
}


class NotInstalledError(Exception):
    """What a file is made with is not there; the message says how to get it."""


def library(name: str) -> Any:
    """Give a module of one of these libraries.

    Raises:
        NotInstalledError: it is not installed.

    >>> library("pptx.util").Pt(1)
    12700
    """
    try:
        return import_module(name)
    except ImportError:
        made = _CALLED[name.partition(".")[0]]
        raise NotInstalledError(f"{made}, which is not installed; `pip install truegreen[web]` brings it.") from None
