"""Names near to a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Say in a sentence which name was probably meant, or else which there are.

    >>> did_you_mean("tarjet", ["target", "minimum"])
    'Did you mean target?'
    >>> did_you_mean("colour", ["target", "minimum"])
    'Choose one of minimum, target.'
    """
    known = sorted(set(names))
    begins = [each for each in known if each.lower().startswith(name[:4].lower())] if len(name) >= 4 else []
    if close := get_close_matches(name[:60].lower(), known, n=2) or begins[:2]:
        return f"Did you mean {' or '.join(close)}?"
    if not known:
        return "There are none to choose from."
    return f"Choose one of {', '.join(known[:30])}{' …' if len(known) > 30 else '.'}"
