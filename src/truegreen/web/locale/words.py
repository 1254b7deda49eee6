"""What nouns of the workspace are called: words that code hands on to a page, which says them in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from truegreen.governance import bow_tie, cadence, diagnosis, pulse
from truegreen.governance.kinds import kinds
from truegreen.governance.matters.escalation import STEP
from truegreen.governance.rights import Right
from truegreen.governance.workflow import Move, Workflow
from truegreen.model.agreement import Side
from truegreen.model.diagnosis import Held
from truegreen.model.entered import Kind
from truegreen.model.finding import Level
from truegreen.model.heard import Came
from truegreen.model.people import Post
from truegreen.model.reading import Contract, Outcome
from truegreen.model.warning import Alert
from truegreen.reports import bow_tie_picture as picture
from truegreen.reports.warning_words import ALERT

LINKS: Final = (" and ",)
PILOTS: Final = ("drafted", "registered", "running", "concluded")
SAVED: Final = ("saved", "shared")
PRICES: Final = ("an hour", "a contact", "by contact type", "a year, once it is used")
UPLOADED: Final = ("taken", "refused")
NEITHER: Final = ("neither",)
RESTS_ON: Final = ("governance", "alignment", "validity", "agreement")


def words() -> Iterator[tuple[str, str]]:
    """Give each with the place of the noun."""
    for workflow in kinds().values():
        yield from _at(f"governance/matters/{workflow.name}.py", _of_workflow(workflow))
    yield from _at("governance/rights.py", (each.value for each in Right))
    yield from _at("model/people.py", (text for each in Post for text in (each.words, each.words.capitalize())))
    yield from _at("model/agreement.py", (each.value for each in Side))
    yield from _at("model/finding.py", (each.value for each in Level))
    yield from _at("model/diagnosis.py", (each.value for each in Held))
    yield from _at("model/heard.py", (text for each in Kind for text in _kind(each)))
    yield from _at("governance/bow_tie.py", (about for about, *_ in bow_tie.PAIRS))
    yield from _at("governance/cadence.py", (text for each in cadence.EVERY for text in (each, f"every {each}")))
    yield from _at("governance/pulse.py", (t for each in pulse.QUESTIONS for t in (each.asks, each.low, each.high)))
    yield from _at("governance/diagnosis.py", (diagnosis.QUICK, diagnosis.SEEN, diagnosis.READY))
    yield from _at("governance/diagnosis.py", (text.capitalize() for text in RESTS_ON))
    yield from _at("governance/saying.py", LINKS)
    yield from _at("governance/matters/escalation.py", (STEP.capitalize(),))
    yield from _at("reports/bow_tie_picture.py", (picture.VACANT, picture.NOBODY, picture.ALSO, picture.TITLE))
    yield from _at("reports/bow_tie_picture.py", (picture.BETWEEN, *picture.PARTS))
    yield from _at("model/warning.py", (each.value for each in Alert))
    yield from _at("model/heard.py", (each.value for each in Came))
    yield from _at("model/reading.py", (each.value for of in (Contract, Outcome) for each in of))
    yield from _at("reports/warning_words.py", (each.word for each in ALERT.values()))
    yield from _at("web/shown/pilots.py", PILOTS)
    yield from _at("web/pages/saved_plans.py", SAVED)
    yield from _at("web/templates/parts/plans.html", PRICES)
    yield from _at("web/uploads/uploading.py", UPLOADED)
    yield from _at("web/templates/parts/extras/change_tried.html", NEITHER)


def _of_workflow(of: Workflow) -> Iterator[str]:
    yield from (of.title, of.purpose, *(each.title for each in of.stages))
    for move in (of.opening, *of.moves):
        yield from _of_move(move)


def _of_move(of: Move) -> Iterator[str]:
    yield from (of.title, of.done.replace("-", " "), *(each.capitalize() for each in of.finds))
    for ask in of.asks:
        yield from (ask.title, ask.hint, *ask.choices)


def _kind(of: Kind) -> tuple[str, str]:
    text = str(of).replace("_", " ")
    return text, text.capitalize()


def _at(place: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((text, place) for text in texts if text)
