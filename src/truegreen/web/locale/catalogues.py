"""All that the workspace says, with what it is in a language; ``python -m truegreen.web.locale`` brings it up to date.

What is said is read from the code (``gettext``, ``sentence`` …), from templates, and from the rules' own nouns:
workflows, rights, posts. Catalogues keep what was translated, and are compiled beside their text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from truegreen.web.locale.words import words

LOCALE: Final = Path(__file__).parent
WEB: Final = LOCALE.parent
NAMES: Final[dict[str, tuple[int, ...] | None]] = {
    "gettext": None, "gettext_lazy": None, "gettext_noop": None, "_": None, "ngettext": (1, 2), "sentence": None,
    "counted": (1, 2), "Denied": None, "Tab": (3,), "Ask": (2,),
}  # fmt: skip
"""Functions that say something, with the places of their forms."""
WIDTH: Final = 118
DATED: Final = (
    '"POT-',
    '"PO-',
    '"Gen',
    '"Report-',
    '"Last-',
    '"Language-Team',
    '"Project-Id',
    "# Copyright",
    "# FIRST",
)
"""Lines of a catalogue's head that say nothing, or something else each time."""
LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)

Message: TypeAlias = str | tuple[str, str]


def said() -> dict[Message, list[str]]:
    """Give all that the workspace says, each with where it is said."""
    found: dict[Message, list[str]] = {}
    for message, place in (*_of_code(), *_of_pages(), *_of_sign_in(), *words()):
        if message and place not in found.setdefault(message, []):
            found[message].append(place)
    return found


def _of_code() -> Iterator[tuple[Message, str]]:
    folders = (WEB, WEB.parent / "governance")
    for path in sorted(each for folder in folders for each in folder.rglob("*.py")):
        with path.open("rb") as file:
            yield from _messages(extract_python(file, NAMES, [], {}), path)


def _of_pages() -> Iterator[tuple[Message, str]]:
    from jinja2.ext import babel_extract

    for path in sorted((WEB / "templates").rglob("*.html")):
        with path.open("rb") as file:
            options = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
            yield from _messages(babel_extract(file, [*NAMES], [], options), path)


def _of_sign_in() -> Iterator[tuple[Message, str]]:
    """Read the pages of signing in, which are Django's templates."""
    for path in sorted((WEB / "account_templates").rglob("*.html")):
        text = templatize(path.read_text("utf-8"), origin=path.name)
        yield from _messages(extract_python(BytesIO(text.encode()), NAMES, [], {}), path)


def _messages(found: Iterator[tuple[object, ...]], path: Path) -> Iterator[tuple[Message, str]]:
    place = path.relative_to(WEB.parent).as_posix()
    for _, name, told, *_ in found:
        texts = told if isinstance(told, tuple) else (told,)
        wanted = [texts[at - 1] if at <= len(texts) else None for at in NAMES.get(str(name)) or (1,)]
        if all(isinstance(each, str) and each for each in wanted):
            yield (str(wanted[0]), str(wanted[1])) if len(wanted) > 1 else str(wanted[0]), place


def catalogue(code: str) -> Catalog:
    """Give a language's catalogue as it is; an empty one where there is none."""
    path = place_of(code)
    if not path.exists():
        return Catalog(locale=code, project="Truegreen", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=code)


def place_of(code: str) -> Path:
    """Give where a language's catalogue stands."""
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def codes() -> list[str]:
    """Give the languages that there are besides English."""
    return sorted(each.parents[1].name for each in LOCALE.glob("*/LC_MESSAGES/django.po"))


def renewed(before: Catalog) -> Catalog:
    """Give a catalogue of all that is said, with what was translated before."""
    made = Catalog(locale=before.locale, project="Truegreen", charset="utf-8", fuzzy=False)
    for message, places in sorted(said().items(), key=lambda each: str(each[0])):
        known = before.get(message)
        string = known.string if known and isinstance(known.id, tuple) == isinstance(message, tuple) else None
        made.add(message, string, locations=[(place, 0) for place in places])
    return made


def text_of(made: Catalog) -> bytes:
    """Write a catalogue as text, the same each time."""
    out = BytesIO()
    write_po(out, made, width=WIDTH, include_lineno=False, sort_output=True)
    lines = [each for each in out.getvalue().decode().splitlines() if not each.startswith(DATED)]
    return ("\n".join(lines).rstrip() + "\n").encode()


def compiled(made: Catalog) -> bytes:
    """Give a catalogue as programs read it, the same each time."""
    plain = Catalog(locale=made.locale, charset="utf-8", fuzzy=False, creation_date=LONG_AGO, revision_date=LONG_AGO)
    for each in made:
        if each.id and is_told(each.string):
            plain.add(each.id, each.string)
    out = BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def is_told(string: object) -> bool:
    """Say whether there is a translation, of each form where there are several."""
    return all(string) if isinstance(string, tuple | list) else bool(string)
