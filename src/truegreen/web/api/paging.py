"""Long lists come page by page: how many at a time, from where on, and the address of the next page."""

from __future__ import annotations

from typing import Annotated, TypeAlias
from urllib.parse import urlencode

from django.http import HttpRequest
from pydantic import Field

Limit: TypeAlias = Annotated[int, Field(ge=1, le=200, description="how many at a time")]
Offset: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000, description="how many are passed over")]
Before: TypeAlias = Annotated[int, Field(ge=0, le=2**62, description="only those with a smaller id; 0 for the latest")]


def next_of(request: HttpRequest, limit: int, offset: int, many: int) -> str | None:
    """Give the address of the next page; None where this is the last."""
    if offset + limit >= many:
        return None
    return f"{request.path}?{urlencode({**request.GET.dict(), 'offset': str(offset + limit)})}"


def before_of(request: HttpRequest, last: int, *, is_more: bool) -> str | None:
    """Give the address of the next page of a list that grows at its head; None where this is the last."""
    return f"{request.path}?{urlencode({**request.GET.dict(), 'before': str(last)})}" if is_more else None
