"""Office files as the same bytes whenever they are made: no time of making, inside or out."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MADE: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def steady(content: bytes) -> bytes:
    """Give an office file without the times at which it and the workbooks within it were made."""
    same = BytesIO()
    with ZipFile(BytesIO(content)) as read, ZipFile(same, "w") as write:
        for name in read.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            write.writestr(entry, _timeless(name, read.read(name)))
    return same.getvalue()


def _timeless(name: str, held: bytes) -> bytes:
    if name.endswith(".xlsx"):
        return steady(held)
    return _MADE.sub(b"", held) if name == "docProps/core.xml" else held
