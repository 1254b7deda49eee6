"""Write a review pack in the form that takes long, for somebody who waits for it."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from truegreen.reports.review.parts import Need
from truegreen.web.pages.review import MADE, digest_of
from truegreen.web.shown.packs import FORMS, look, pack_for
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 0
IS_APART: Final = True


def do(doing: Doing) -> Result:
    """Write it under the digest of what it says, so that who sees as much gets the same file.

    Raises:
        ToldError: it is not on the shelf any more.
    """
    says, needs = doing.says, frozenset(Need(each) for each in doing.says["needs"])
    pack = pack_for(says["agreement"], says["period"], needs, timezone.localdate(), says["hidden"])
    if pack is None:
        raise ToldError("The pack is not there any more.", for_good=True)
    content = FORMS[says["form"]][1](pack, look())
    MADE.mkdir(parents=True, exist_ok=True)
    place = MADE / f"{digest_of(pack)}.{says['form']}"
    draft = place.with_suffix(".new")
    draft.write_bytes(content.encode() if isinstance(content, str) else content)
    draft.replace(place)
    return {"file": place.name}
