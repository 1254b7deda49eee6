"""Pages whose main part many see alike: it is written once for all who hold the same posts, until something happens.

What both sides do is written into the journal in the transaction in which it is done, so that the digest of the last
entry names how things stand between them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, Final, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

from truegreen.web.acts.journal import as_of
from truegreen.web.doors import Asked
from truegreen.web.rendering import around, main_of, text
from truegreen.web.shown.shelf import latest_mark
from truegreen.web.shown.squeezing import Squeezed
from truegreen.web.shown.standing import text_of
from truegreen.web.written import zone_for

MOST: Final = 128
"""Main parts, and long pieces of others, that a process keeps."""
_KEPT: Final[dict[Hashable, Any]] = {}
_LOCK: Final = Lock()
Made = TypeVar("Made")


def alike(
    asked: Asked, template: str, told: Callable[[], Mapping[str, Any]], *also: Hashable, **given: Any
) -> HttpResponse:  # fmt: skip
    """Write a page whose main part is the same for all who are in the same place.

    Args:
        asked: what was asked.
        template: a file of ``templates/pages``; its main part knows nobody who asks, and takes no token.
        told: gives what the template shows; asked only where the part is not kept.
        also: what decides it besides ``place_of``.
        given: what the template shows around it, in its title.
    """
    main: Squeezed = remembered((template, *place_of(asked), *also), lambda: main_of(asked, template, **told()))
    return around(asked, template, main, main_kept=True, **given)


def piece(asked: Asked, template: str, *decided_by: Hashable, **given: Any) -> Markup:
    """Write a long piece of a page that stays as it is for a while, once for all who read it in one place and language.

    Args:
        asked: what was asked.
        template: a file of ``templates/parts``; it knows nobody who asks.
        decided_by: all that decides it, besides the agreement, the language and the zone.
        given: what the template shows.
    """
    of = asked.agreement.agreement if asked.agreement else ""
    key = (template, of, get_language(), zone_for(asked.agreement), *decided_by)
    return remembered(key, lambda: Markup(text(asked, f"parts/{template}", **given)))  # noqa: S704 — a template's


def remembered(key: Hashable, make: Callable[[], Made]) -> Made:
    """Give what was made for a key, or make it; the key says all that decides it."""
    with _LOCK:
        made: Made | None = _KEPT.pop(key, None)
    if made is None:
        made = make()
    with _LOCK:
        _KEPT[key] = made  # the last one that was asked for stands last
        if len(_KEPT) > MOST:
            del _KEPT[next(iter(_KEPT))]
    return made


def forget() -> None:
    """Keep nothing any more."""
    with _LOCK:
        _KEPT.clear()


def place_of(asked: Asked) -> tuple[Hashable, ...]:
    """Give what decides what somebody is shown: what they may see, what they asked for, how things stand, and when."""
    of, person = asked.agreement.agreement if asked.agreement else "", asked.person
    return (
        of, frozenset(person.at(of) if of else person.seats), person.is_sure, person.is_owner,
        asked.http.get_full_path(), text_of(of) if of else "", latest_mark(settings.FOLDER),
        as_of(), timezone.localdate(), get_language(), zone_for(asked.agreement),
    )  # fmt: skip
