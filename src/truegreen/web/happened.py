"""What the journal says happened, in the language of who reads.

The journal is written once, in English, and its digests cover that. Its sentences are made of few forms; they are known
again here, and said in another language with the same names, days and words in them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Final

from django.utils.translation import get_language, gettext, gettext_noop

from truegreen.web.written import date_of

TITLE: Final = gettext_noop("Statement %(month)s")
"""What a statement's matter is called, as it is kept."""
FORMS: Final = (
    TITLE,
    gettext_noop("%(who)s added a webhook to %(host)s."),
    gettext_noop("%(who)s ended a webhook to %(host)s."),
    gettext_noop("%(who)s made a calendar address."),
    gettext_noop("%(who)s ended the calendar address."),
    gettext_noop("A webhook to %(host)s was added."),
    gettext_noop("A webhook to %(host)s was ended."),
    gettext_noop("A calendar address was made."),
    gettext_noop("The calendar address was ended."),
    gettext_noop("The workspace was begun."),
    gettext_noop("%(name)s: a token was made."),
    gettext_noop("%(name)s: a token was ended."),
    gettext_noop("%(name)s: %(many)s rows were taken."),
    gettext_noop("%(name)s: %(many)s rows were refused."),
    gettext_noop("A new link: %(way)s."),
    gettext_noop("Kept a draft until %(until)s."),
    gettext_noop("%(kind)s heard on %(on)s."),
    gettext_noop("%(post)s is %(other)s now."),
    gettext_noop("%(post)s given."),
    gettext_noop("%(post)s ended."),
    gettext_noop("Pulse of %(month)s: %(done)s."),
    gettext_noop("Pilot %(name)s: %(done)s."),
    gettext_noop("Plan %(name)s: %(done)s."),
    gettext_noop("%(title)s: %(done)s."),
)
"""Sentences that are written into the journal; the first that fits is meant."""
MONTH: Final = r"\d{4}\S*"
WORDS: Final = ("way", "kind", "post", "other", "done")
"""Places in which a word stands that is ours to translate; what stands in any other is somebody's."""


def happened(says: str) -> str:
    """Say it in the language of who reads; as it stands where nothing is known of it."""
    return _in(get_language() or "en", says)


@lru_cache(maxsize=5_000)
def _in(language: str, says: str) -> str:
    """Say it in the language that is spoken now; a page of fifty entries is glad not to look for each of them anew."""
    if language.startswith("en"):
        return says
    whole = gettext(says) if says else ""
    if whole != says:
        return whole
    for form in FORMS:
        found = _pattern(form).fullmatch(says)
        if found and all(gettext(found[each]) != found[each] for each in found.groupdict() if each in WORDS):
            return gettext(form) % {name: _put(name, text) for name, text in found.groupdict().items()}
    return says


def titled(title: str) -> str:
    """Give the title of a matter; one that we gave ourselves is said in the language of who reads."""
    found = _pattern(TITLE).fullmatch(title)
    return gettext(TITLE) % found.groupdict() if found else title


def _put(name: str, text: str) -> str:
    if name in WORDS:
        return gettext(text)
    if name == "title":
        return titled(text)
    return date_of(date.fromisoformat(text)) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Give what finds a form again."""
    places = re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(form))
    return re.compile(places.replace("(?P<month>.+)", f"(?P<month>{MONTH})"), re.DOTALL)
