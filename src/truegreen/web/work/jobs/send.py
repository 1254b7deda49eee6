"""Send one thing: a notice as an e-mail, or an entry to a webhook."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from truegreen.web.acts.journal import entry_of
from truegreen.web.models import EntryRow, Hook, Notice
from truegreen.web.news.hooks import deliver
from truegreen.web.news.sending import mail
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 0
IS_APART: Final = False


def do(doing: Doing) -> Result:
    """Send it; what was sent, read or ended in the meantime is left.

    Raises:
        ToldError: it did not arrive, and why.
    """
    if "notice" in doing.says:
        return _mailed(int(doing.says["notice"]))
    return _delivered(int(doing.says["hook"]), doing.says.get("entry"))


def _mailed(number: int) -> Result:
    waits = Notice.objects.select_related("member").filter(id=number, sent_at__isnull=True, member__is_active=True)
    notice = waits.exclude(member__mail="none").first()
    if notice is None:
        return {"sent": 0}
    try:
        mail([notice])
    except OSError as wrong:
        raise ToldError(f"The mail server did not take it ({type(wrong).__name__}).") from wrong
    return {"sent": 1}


def _delivered(number: int, entry: int | None) -> Result:
    hook = Hook.objects.filter(id=number, ended_at__isnull=True).first()
    if hook is None:
        return {"sent": 0}
    try:
        deliver(hook, entry_of(EntryRow.objects.get(number=entry)) if entry else None)
    except ToldError as wrong:
        Hook.objects.filter(id=hook.id).update(problem=str(wrong)[:300])
        raise
    Hook.objects.filter(id=hook.id).update(problem="", sent_at=timezone.now())
    return {"sent": 1}
