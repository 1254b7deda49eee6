"""Long pages, squeezed once: what is the same for everybody is deflated when it is first read, not when it is sent.

A gzip file is a head, deflated blocks and a check sum; blocks that end with a full flush can stand beside others. So an
answer is the frame around the page, deflated now, with the page's own block between.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Bytes, and the same as a deflated block that can stand between others."""

    whole: bytes
    block: bytes


def squeezed(whole: bytes) -> Squeezed:
    """Squeeze bytes into a block that ends with a full flush."""
    making = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Squeezed(whole, making.compress(whole) + making.flush(zlib.Z_FULL_FLUSH))


def gzipped(parts: Sequence[bytes | Squeezed]) -> bytes:
    """Give a gzip file of parts, one after the other.

    >>> import gzip
    >>> gzip.decompress(gzipped([b"before ", squeezed(b"between"), b" after"]))
    b'before between after'
    """
    made, check, size = [HEAD], 0, 0
    for each in parts:
        one = each if isinstance(each, Squeezed) else squeezed(each)
        made.append(one.block)
        check, size = zlib.crc32(one.whole, check), size + len(one.whole)
    end = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS).flush(zlib.Z_FINISH)
    return b"".join([*made, end, check.to_bytes(4, "little"), (size % 2**32).to_bytes(4, "little")])
