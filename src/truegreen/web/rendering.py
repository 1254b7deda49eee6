"""Pages from templates: those of ``web/templates``, with the marks and drawings of ``reports`` at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, gettext, ngettext
from markupsafe import Markup

from truegreen import __version__
from truegreen.governance.asking import Denied, lacks_factor
from truegreen.governance.saying import Sentence
from truegreen.reports.rendering import environment_of
from truegreen.units.money import Money
from truegreen.web import words, written
from truegreen.web.doors import Asked
from truegreen.web.happened import happened, titled
from truegreen.web.navigation import WITHIN, ways
from truegreen.web.shown.shelf import Page
from truegreen.web.shown.squeezing import Squeezed, gzipped, squeezed
from truegreen.web.shown.standing import not_made, notes

if TYPE_CHECKING:
    from jinja2 import Environment

HERE: Final = Markup("<!--main-->")
"""Where the main part of a page from the shelf goes."""
SAID: Final = (Sentence, Denied, Money)
"""What is said in the language of whoever reads; a tuple, since every word of every page is asked whether it is one."""


def page(asked: Asked, template: str, status: int = 200, **given: Any) -> HttpResponse:
    """Write a page.

    Args:
        asked: what was asked.
        template: a file of ``templates/pages``.
        status: of the answer.
        given: what the template shows.
    """
    return HttpResponse(text(asked, f"pages/{template}", **given), status=status)


def shelved(asked: Asked, template: str, shown: Page, status: int = 200, **given: Any) -> HttpResponse:
    """Write a page around one from the shelf, whose main part is squeezed already; it goes where ``main_here`` is."""
    here = Markup('{}<div lang="en">{}</div>').format(_in_english(), HERE)
    return around(asked, template, shown.main, status, main_here=here, shown=shown, look=shown.look, **given)


def around(asked: Asked, template: str, main: Squeezed, status: int = 200, **given: Any) -> HttpResponse:
    """Write a page around a part that is squeezed already; it goes where ``main_here`` is."""
    before, _, after = text(asked, f"pages/{template}", **{"main_here": HERE, **given}).partition(HERE)
    return sent(asked.http, [before.encode(), main, after.encode()], status)


def sent(
    request: HttpRequest, parts: Sequence[bytes | Squeezed], status: int = 200, kind: str = "text/html; charset=utf-8"
) -> HttpResponse:
    """Answer with parts, one after the other, squeezed unless whoever asks cannot read that."""
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        whole = b"".join(each.whole if isinstance(each, Squeezed) else each for each in parts)
        return HttpResponse(whole, status=status, content_type=kind)
    answer = HttpResponse(gzipped(parts), status=status, content_type=kind)
    answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def part(template: str, **given: Any) -> Squeezed:
    """Write a part of a page that many see alike, squeezed, so that it is kept by whoever asks for it.

    Args:
        template: a file of ``templates/parts``; it knows nobody who asks.
        given: what the template shows.
    """
    return squeezed(_environment().get_template(f"parts/{template}").render(given).encode())


def main_of(asked: Asked, template: str, **given: Any) -> Squeezed:
    """Write the main part of a page, squeezed; it is of an agreement, and knows nobody who asks."""
    told = {**_spoken(asked), "main_only": True, **given}
    return squeezed(_environment().get_template(f"pages/{template}").render(told).encode())


def text(asked: Asked, template: str, **given: Any) -> str:
    """Write a template as text."""
    told = {
        **_spoken(asked), "asked": asked, "person": asked.person, "look": "clock",
        "token": cache(partial(_token, asked)),
        "messages": get_messages(asked.http), "notes": partial(notes, asked), "not_made": partial(not_made, asked),
        "lacks_factor": bool(asked.agreement) and lacks_factor(asked.person, asked.of.agreement), **given,
    }  # fmt: skip
    return _environment().get_template(template).render(told)


def _spoken(asked: Asked) -> dict[str, Any]:
    """Give what every template of a page is told: of what it is, what may be opened, in which language it is."""
    leading, language = ways(asked), get_language()
    return {
        "agreement": asked.agreement, "ways": leading, "here": "",
        "may": lambda door: any(each.door == WITHIN.get(door, door) for each in leading),
        "language": language, "_": partial(_in, language), "moment": partial(words.moment, agreement=asked.agreement),
        "day": partial(words.day, agreement=asked.agreement),
    }  # fmt: skip


@cache
def _environment() -> Environment:
    environment = environment_of("truegreen.web")
    environment.globals.update(url=_url, static=static, version=__version__, folder=settings.FOLDER.name,
                               main_only=False, main_kept=False,
                               is_demo=lambda: not settings.SECOND_FACTOR, in_english=_in_english)  # fmt: skip
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(_said, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["_"] = _in_template
    environment.filters.update(said=words.said, word=_word, happened=happened, titled=titled, date=written.date_of,
                               day_of=words.day_of, amount_of=words.amount_of, figures=written.figures)  # fmt: skip
    as_text = environment.finalize or str
    environment.finalize = lambda of: as_text(words.said(of) if isinstance(of, SAID) else of)
    return environment


def _said(text: str) -> str:
    return _said_in(get_language(), text)


def _in_template(text: str, **told: object) -> Markup:
    """Say a text of ours, with what is told in it, where nobody says in which language: in parts of pages."""
    return _in(get_language(), text, **told)


def _in(language: str | None, text: str, /, **told: object) -> Markup:
    """Say a text of ours; a table says some hundreds, so that the language is asked for once a page."""
    found = _said_in(language, text)
    return found % told if told or "%" in found else found


@lru_cache(maxsize=20_000)
def _said_in(language: str | None, text: str) -> Markup:
    """Look a text up once."""
    return Markup(gettext(text))  # noqa: S704 — our own, or of our catalogue


def _word(of: object) -> str:
    """Say a word of ours in the language of who reads."""
    return words.said(of) if isinstance(of, SAID) else gettext(str(of))


def _in_english() -> Markup:
    """Say to whoever reads another language that what a run found out is written in English."""
    if (get_language() or "en").startswith("en"):
        return Markup()
    says = gettext("What runs find out is written in English; menus, forms and what people do are in your language.")
    return Markup('<p class="quiet" role="note">{}</p>').format(says)


@lru_cache(maxsize=10_000)
def _url(name: str, **path: str) -> str:
    return reverse(name, kwargs=path)


def _token(asked: Asked) -> Markup:
    """Give the hidden field without which no form is taken."""
    return Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(get_token(asked.http))
