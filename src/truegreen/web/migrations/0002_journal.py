"""The journal's first state, and triggers by which the database itself refuses to change or delete an entry."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

from truegreen.model.journal import FIRST

SQLITE = [
    f"CREATE TRIGGER journal_no_{what} BEFORE {what} ON web_entryrow "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for what in ("UPDATE", "DELETE")
]
POSTGRES = [
    """CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'append-only'; END $$""",
    """CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON web_entryrow
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()""",
]


def forwards(apps: Any, editor: Any) -> None:
    """Begin the journal, or go on with the one that is there."""
    last = apps.get_model("web", "EntryRow").objects.order_by("-number").first()
    number, digest = (last.number, last.digest) if last else (0, FIRST)
    apps.get_model("web", "Head").objects.create(id=1, number=number, digest=digest)
    for each in POSTGRES if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(each)


def backwards(apps: Any, editor: Any) -> None:
    """Take it back; the entries stay until their table goes."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER journal_no_change ON web_entryrow")
        editor.execute("DROP FUNCTION journal_is_append_only()")
    else:
        for what in ("UPDATE", "DELETE"):
            editor.execute(f"DROP TRIGGER journal_no_{what}")
    apps.get_model("web", "Head").objects.all().delete()


class Migration(migrations.Migration):
    """One head, and no way to change what was written."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("web", "0001_first")]
    operations: ClassVar[list[Any]] = [migrations.RunPython(forwards, backwards)]
