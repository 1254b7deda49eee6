"""Send digests: one e-mail a day or a week to whoever wants it so, of what they have neither read nor got."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils import timezone

from truegreen.web.models import Member
from truegreen.web.news.sending import mail, waiting_for
from truegreen.web.work.doing import Doing, Result, ToldError

EVERY: Final = 900
IS_APART: Final = False


def do(doing: Doing) -> Result:
    """Send what is due; who could not be reached is tried again, and nobody gets the same twice.

    Raises:
        ToldError: the mail server did not take some of them.
    """
    sent, failed = 0, 0
    for member in Member.objects.filter(is_active=True, mail__in=("daily", "weekly")) if settings.EMAIL_HOST else ():
        doing.goes_on("", sent, 0)
        waits = waiting_for(member, timezone.now())
        try:
            if waits:
                mail(waits)
                sent += 1
        except OSError:
            failed += 1
    if failed:
        raise ToldError(f"The mail server did not take {failed} digests.")
    return {"sent": sent}
