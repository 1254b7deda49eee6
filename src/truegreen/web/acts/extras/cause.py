"""A cause's own part of its page: the entry of the truth list that it is asked for."""

from __future__ import annotations

from truegreen.governance.workflow import Says
from truegreen.model.matter import Matter
from truegreen.web.acts.extra import Extra
from truegreen.web.doors import Asked
from truegreen.web.shown.withholding import record_for


def shown(asked: Asked, matter: Matter) -> Extra | None:
    """Show what the list says of it now."""
    return _entry(asked, matter.about)


def opening(asked: Asked, said: Says) -> Extra | None:
    """Show it before anybody says why it came."""
    return _entry(asked, said.get("about", ""))


def _entry(asked: Asked, about: str) -> Extra | None:
    kind, _, number = about.partition(":")
    record = record_for(asked, "truth") if kind == "entry" else None
    found = [each for each in (record or {}).get("entries", ()) if str(each["number"]) == number]
    return Extra(part="cause.html", given={"entry": found[0]}) if found else None
