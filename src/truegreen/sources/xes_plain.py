"""Plain events of an XES log: nothing stands inside their attributes, nothing is escaped, and no attribute comes twice.

Nearly all events of most logs are so. A pattern takes them from the text several times as fast as a parser tells them.
"""

from __future__ import annotations

import re
from typing import Final

_SPACE: Final = rb"[ \t\r\n]*"
_ATTRIBUTE: Final = rb"""<(?:string|date|int|float|boolean|id) key="[^"<&\x00-\x1f]+" value="[^"<&\x00-\x1f]*" ?/>"""
RUNS: Final = re.compile(rb"(?:<event>%s(?:%s%s)*</event>%s)+" % (_SPACE, _ATTRIBUTE, _SPACE, _SPACE))
"""Plain events, one after the other, wherever they stand: it may be a comment."""
BEGIN, END = b"<event>", b"</event>"
_PAIRS: Final = re.compile('key="([^"]*)" value="([^"]*)"')


def plain_events(run: bytes, most: int) -> list[dict[str, str]] | None:
    """Give the attributes of each event of a run; None if they are not UTF-8, come twice in one, or are too many.

    >>> plain_events(b'<event><int key="a" value="1"/></event><event></event>', 9)
    [{'a': '1'}, {}]
    """
    try:
        pairs = [_PAIRS.findall(each) for each in run.decode().split(END.decode())[:-1]]
    except UnicodeDecodeError:
        return None
    held = [dict(each) for each in pairs]
    once = all(len(own) == len(each) <= most for own, each in zip(held, pairs, strict=True))
    return held if once else None


def cut_event(text: bytes, place: int) -> int:
    """Say from where on a text may be the beginning of a plain event; its length if it ends with none.

    Args:
        text: the text.
        place: from where to look.
    """
    begins = text.rfind(BEGIN, place)
    return begins if begins >= 0 and END not in text[begins:] else len(text)
