"""The address of a database as a mapping writes it: what of it comes from the environment, and its password."""

from __future__ import annotations

import re
from typing import Final

VARIABLE: Final = re.compile(r"\$\{(\w+)\}")
PASSWORD: Final = re.compile(r"\w[\w+.-]*://[^:/@]*:(.*)@")


def holds_password(url: str) -> bool:
    """Say whether an address, as it is written, holds a password itself."""
    written = PASSWORD.match(url)
    return bool(written and written[1] and not VARIABLE.fullmatch(written[1]))
