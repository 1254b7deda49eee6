"""What commercial signals were worth, as one HTML file, with a picture."""

from __future__ import annotations

from math import log2
from typing import Final

from truegreen.model.heard import MATERIAL, Heard, Worth
from truegreen.reports import figures
from truegreen.reports import heard_words as words
from truegreen.reports.forest import Effect, forest
from truegreen.reports.heard_text import TITLE
from truegreen.reports.rendering import drawing, rendered
from truegreen.reports.statuses import LEVEL
from truegreen.stats.estimate import Estimate, Verdict

ALONG: Final = "How often notice follows, in doublings: 1 is twice as often, 2 four times"
_TONE: Final = {Verdict.ESTABLISHED: "good", Verdict.PERVERSE: "bad"}
_DOUBLING: Final = 0.6931471805599453


def heard_page(found: Heard) -> str:
    """Write one self-contained page of what each kind of signal was worth."""
    picture = drawing(picture_of(found))
    return rendered("heard.html", found=found, words=words, figures=figures, picture=picture, TITLE=TITLE, LEVEL=LEVEL)


def picture_of(found: Heard) -> str:
    """Draw how much more often notice follows each kind, alone and beside the numbers; empty if nothing is heard."""
    if not found.kinds:
        return ""
    effects = [effect for each in found.kinds for effect in _effects(each)]
    return forest(f"{TITLE}: how much more often accounts leave afterwards", effects, log2(MATERIAL), ALONG)


def _effects(each: Worth) -> list[Effect]:
    said = " ".join(words.sentences(each))
    return [
        _effect(words.NAMES[each.kind], each.alone, each.verdict, said),
        _effect("… beside the numbers", each.beside, each.adds, said),
    ]


def _effect(name: str, of: Estimate | None, verdict: Verdict, said: str) -> Effect:
    tone, word = _TONE.get(verdict, "unsure"), words.SAID[verdict].word
    if of is None:
        return Effect(name, None, None, None, "unsure", "cannot be said", said)
    return Effect(name, of.value / _DOUBLING, of.low / _DOUBLING, of.high / _DOUBLING, tone, word, said)
