"""A change request's own part of its page: what it says otherwise, what it would have paid, what checks find in it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.utils import timezone
from django.utils.translation import get_language, gettext
from markupsafe import Markup

from truegreen.governance.answers import LONGEST
from truegreen.governance.workflow import Says, Shape
from truegreen.model.matter import Matter
from truegreen.web.acts.extra import Extra
from truegreen.web.agreements.proposing import plain, proposed, standing_texts
from truegreen.web.agreements.rehearsal_picture import picture
from truegreen.web.agreements.rehearsing import kept, kept_text, read, rehearsed
from truegreen.web.agreements.room import agreements
from truegreen.web.agreements.skeleton import skeleton
from truegreen.web.doors import Asked
from truegreen.web.models import Job
from truegreen.web.rendering import part
from truegreen.web.words import amount_in

OVER: Final = ("amended", "refused", "withdrawn")


def shown(asked: Asked, matter: Matter) -> Extra:
    """Show what it would change and what it would have paid; once it is over, only its text."""
    text, is_over = matter.says["text"], matter.stage in OVER
    record, pictures = kept(matter.agreement, text), _pictures(kept_text(matter.agreement, text), get_language())
    jobs = Job.objects.filter(kind="rehearse", says__matter=matter.id, says__seen=matter.moves).order_by("-id")
    given = {
        "text": plain(text), "record": record, "job": jobs.first(),
        "is_stale": not is_over and rehearsed(matter.agreement, text) is None,
        "found": None if is_over else proposed(matter.agreement, text),
        "pictures": pictures,
    }  # fmt: skip
    begins = {"text": plain(text), "from": matter.says.get("from", "")}
    return Extra(part="change.html", given=given, shows=("text", "tried"), begins=begins, doors={"try": "change-try"})


@lru_cache(maxsize=64)
def _pictures(kept: str, language: str | None) -> Markup:
    """Draw what came out of a trial, contract by contract; nothing where there was none."""
    tests = read(kept)["tests"] if kept else ()
    drawn = (
        part("extras/change_tried.html", test=each, drawn=picture(each), written=amount_in).whole.decode()
        for each in tests
    )
    return Markup("".join(drawn))  # noqa: S704 — parts of ours


def opening(asked: Asked, said: Says) -> Extra:
    """Begin with what stands; once something was written, show what is found in it."""
    of = asked.of.agreement
    versions = agreements()[of]
    about = said.get("path", "")
    text = skeleton(versions, standing_texts(versions), timezone.localdate(), about)
    is_read = "text" in said and len(said["text"]) <= LONGEST[Shape.TEXT]
    found = proposed(of, said["text"]) if is_read else None
    given = {"found": found, "about": about, "parts": _parts(asked)}
    begins = {"text": text, "from": text.partition("effective: ")[2][:10]}
    return Extra(part="change_form.html", given=given, begins=begins, can_look=True)


def _parts(asked: Asked) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give what may be changed, by group: its path, and what people call it."""
    of = asked.of
    measures = [(f"measures.{name}", each.title or name) for name, each in of.measures.items()]
    clauses = [(f"terms.{name}", each.title or name) for name, each in of.terms.items()]
    charges = [(f"charges.{name}", name) for name in of.charges]
    return [(gettext("Measures"), measures), (gettext("Clauses"), clauses), (gettext("Charges"), charges)]
