"""A process that writes entries one after the other, and says which are in the journal."""

from __future__ import annotations

import os
import resource
import signal
import sys
from datetime import UTC, datetime
from hashlib import sha256

import django
from django.db import InterfaceError, OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

PAGES = os.environ.get("TRUEGREEN_TEST_PAGES", "")
SIZE = int(os.environ.get("TRUEGREEN_TEST_SIZE", "0"))


def text_of(number: int, words: int) -> str:
    """Give so many words that no database makes much shorter."""
    return " ".join(sha256(f"{number} {each}".encode()).hexdigest()[:4] for each in range(words))


def few_pages(connection: BaseDatabaseWrapper, **told: object) -> None:
    """Limit each connection, since one that met an error is left and another begun."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {PAGES}")


def main(name: str, many: int, words: int) -> None:
    django.setup()
    from django.db import transaction

    from truegreen.model.journal import Event
    from truegreen.web.acts.journal import written_down

    if SIZE:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SIZE, SIZE))
    if PAGES:
        connection_created.connect(few_pages)
    for number in range(many):
        event = Event(
            at=datetime.now(UTC), actor=name, side="client", name="truegreen.test.done", about=f"{name}-{number}",
            says=text_of(number, words), before={"stage": "open"}, after={"stage": "over"},
        )  # fmt: skip
        try:
            with transaction.atomic():
                entry = written_down([event])[0]
        except (OperationalError, InterfaceError) as wrong:
            print("refused", "_".join(str(wrong).split()), flush=True)
            connection.close_if_unusable_or_obsolete()
            continue
        print("written", entry.number, entry.digest, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
