"""Catalogues hold all that the workspace says, with what stands in it; templates show nothing that is not marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from babel.messages.catalog import Message

from tests.web.read_by import texts_of
from truegreen.web.locale.catalogues import WEB, catalogue, codes, compiled, is_told, place_of, renewed

PLACE: Final = re.compile(r"%(?:\(\w+\))?[sdf]|%\(\w+\)\.\d+f|%%")
NAMES: Final = re.compile(r"Truegreen|SHA-256|UTC|Authorization|openapi\.json|[²·–…]")
"""What is called the same in every language."""
PAGES: Final = sorted((WEB / "templates").rglob("*.html"))
SIGN_IN: Final = sorted((WEB / "account_templates").rglob("*.html"))
UNSAID: Final = "\x1a"
"""Stands where a template says something that is not there before it is asked for."""


@pytest.fixture(scope="module", params=codes())
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def messages(code: str) -> Iterator[Message]:
    return (each for each in renewed(catalogue(code)) if each.id)


def test_german_is_there() -> None:
    assert "de" in codes()


def test_everything_that_is_said_has_a_translation(code: str) -> None:
    missing = [each.id for each in messages(code) if not is_told(each.string)]
    assert not missing, "run python -m truegreen.web.locale and translate them"


def test_what_stands_in_a_sentence_stands_in_its_translation(code: str) -> None:
    for each in messages(code):
        ids = each.id if isinstance(each.id, tuple | list) else (each.id,)
        told = each.string if isinstance(each.string, tuple | list) else (each.string,)
        allowed = [Counter(PLACE.findall(str(one))) for one in ids]
        for text in told:
            assert Counter(PLACE.findall(str(text))) in allowed, each.id


def test_a_translation_begins_and_ends_like_what_it_translates(code: str) -> None:
    for each in messages(code):
        for one, other in zip(_forms(each.id), _forms(each.string), strict=False):
            assert (one[:1].isspace(), one[-1:].isspace()) == (other[:1].isspace(), other[-1:].isspace()), one


def test_what_programs_read_is_what_the_text_says(code: str) -> None:
    assert {str(each.id) for each in catalogue(code)} == {str(each.id) for each in renewed(catalogue(code))}
    assert place_of(code).with_suffix(".mo").read_bytes() == compiled(catalogue(code)), (
        "run python -m truegreen.web.locale"
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(WEB / "templates").as_posix())
def test_a_page_shows_no_text_that_is_not_marked(path: Path) -> None:
    assert not list(unmarked(_of_jinja(path.read_text("utf-8"))))


@pytest.mark.parametrize("path", SIGN_IN, ids=lambda path: path.relative_to(WEB / "account_templates").as_posix())
def test_a_page_of_signing_in_shows_no_text_that_is_not_marked(path: Path) -> None:
    comments = re.compile(r"{% comment %}.*?{% endcomment %}|{% blocktrans.*?{% endblocktrans %}", re.DOTALL)
    text = re.sub(r"{[{%].*?[%}]}", UNSAID, comments.sub(UNSAID, path.read_text("utf-8")))
    assert not list(unmarked(text))


def test_a_text_that_is_not_marked_is_found() -> None:
    assert list(unmarked(_of_jinja('<p>{{ _("said") }} and more</p>'))) == [f"{UNSAID} and more"]
    assert list(unmarked('<button aria-label="Close"></button>')) == ["Close"]


def unmarked(text: str) -> Iterator[str]:
    """Give texts with letters of their own."""
    return (each for each in texts_of(text, passes="") if re.search(r"[^\W\d_]{2,}", NAMES.sub("", each)))


def _of_jinja(text: str) -> str:
    """Give a template's own text; each tag and expression is one sign."""
    from jinja2 import Environment

    made, is_inside = [], False
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n"], autoescape=True).lex(text):
        if kind == "data":
            made.append(value)
        elif kind.endswith("_begin") and not is_inside:
            is_inside = True
            made.append(UNSAID if kind == "variable_begin" else "")
        elif kind.endswith("_end"):
            is_inside = False
    return "".join(made)


def _forms(of: object) -> tuple[str, ...]:
    return tuple(map(str, of)) if isinstance(of, tuple | list) else (str(of),)
