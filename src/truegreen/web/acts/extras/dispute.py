"""A dispute's own part of its page: the line of the statement that is disputed, with the steps to its amount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from truegreen.governance.asking import denied
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Says
from truegreen.model.matter import Matter
from truegreen.web.acts.extra import Extra
from truegreen.web.doors import Asked
from truegreen.web.shown.shelf import record_of
from truegreen.web.words import amount_in


def shown(asked: Asked, matter: Matter) -> Extra | None:
    """Show the line as the statement has it now."""
    return _line(asked, matter.about)


def opening(asked: Asked, said: Says) -> Extra | None:
    """Show the line before anybody says what is wrong with it."""
    return _line(asked, said.get("about", ""))


def _line(asked: Asked, about: str) -> Extra | None:
    """Give the line that is spoken of; nothing where it is not there, or is not for them to see."""
    kind, _, place = about.partition(":")
    month, _, name = place.partition(":")
    if kind != "line" or denied(asked.person, Right.SEE_MONEY, asked.of.agreement):
        return None
    try:
        record = record_of(asked.of.agreement, f"statement/{month}")
    except (ValueError, OSError):
        return None
    line = next((each for each in (record or {}).get("lines", ()) if each["id"] == name), None)
    if record is None or line is None:
        return None
    steps = {each["id"]: each for each in record["steps"]}
    given = {"line": line, "month": month, "steps": list(steps_to(line["because"], steps)), "written": amount_in}
    return Extra(part="dispute.html", given=given)


def steps_to(last: int, steps: Mapping[int, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give the steps that lead to one, each before those that rest on it."""
    seen, waiting = set[int](), [last]
    while waiting:
        number = waiting.pop()
        if number not in seen and number in steps:
            seen.add(number)
            waiting += steps[number]["given"]
    yield from (steps[number] for number in sorted(seen))
