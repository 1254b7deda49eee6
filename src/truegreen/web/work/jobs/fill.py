"""Make ready what the latest run shows, after a text of the project has changed."""

from __future__ import annotations

from typing import Final

from django.conf import settings

from truegreen.web.shown.filling import fill
from truegreen.web.shown.manifest import manifest_of
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 0
IS_APART: Final = True
IS_LONG: Final = True


def do(doing: Doing) -> Result:
    """Fill the shelf, and name what could not be made; where it cannot be filled, what was shown stays.

    Raises:
        ToldError: the project's settings or sources have errors.
    """
    try:
        mark = fill(settings.FOLDER, doing.goes_on)
    except ValueError as wrong:
        raise ToldError(str(wrong), for_good=True) from wrong
    return {"shown": mark, "failed": manifest_of(settings.FOLDER, mark).failed}
