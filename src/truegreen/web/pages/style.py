"""The styles that pages share with those that the command line writes: the texts of ``reports``."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse

from truegreen.governance.asking import Denied
from truegreen.reports.rendering import STYLES, style
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused


def css(asked: Asked, sheet: str) -> HttpResponse:
    """Give one; it changes with the version, which is part of its address."""
    if sheet not in STYLES:
        return refused(asked, Denied("There is no such style.", exists=False))
    answer = HttpResponse(style(sheet), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


DOORS: Final = (Door(name="style", path="style/<str:sheet>.css", view=css, needs=Open.ANYBODY),)
