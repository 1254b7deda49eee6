"""The workspace that pages are asked of: the example, its run and all that is shown of it, as 200 agreements.

The example is really run and its shelf really filled, so that pages are as long as they are in earnest. The other
agreements say the same under other names; between the two sides of the example there are some hundred matters more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "examples" / "acme"
AGREEMENTS, MATTERS, SESSIONS = 200, 300, 20


def example(place: Path, kept: str) -> Path:
    """Give the example with its run and its shelf at a place, made anew unless it is kept in some folder."""
    made = Path(kept) if kept else place.with_name("kept")
    if not (made / ".truegreen" / "shown").exists():
        shutil.copytree(EXAMPLE, made, dirs_exist_ok=True)
        verb = [sys.executable, "-c", "from truegreen.cli import main; main()"]
        for each in ("world", "run"):
            subprocess.run([*verb, each, str(made)], check=True, stdout=subprocess.DEVNULL)
        environment = {**os.environ, "TRUEGREEN_FOLDER": str(made), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings"}
        subprocess.run(
            [sys.executable, "-m", "benchmarks.pages_folder", "fill", str(made)], check=True, env=environment
        )
    return Path(shutil.copytree(made, place))


def fill(folder: Path) -> None:
    """Make ready what the run shows; drafts and people are asked of a database, which the others make anew."""
    from truegreen.web.shown.filling import fill as filled
    from truegreen.web.upkeep.starting import prepare as migrate

    migrate()
    filled(folder)
    shutil.rmtree(folder / "workspace")


def prepare(folder: Path) -> None:
    """Fill the database, put the other agreements beside the first, and print a session for each of the people."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from truegreen.governance.moving import Act
    from truegreen.web.acts.matters import open_matter
    from truegreen.web.agreements.room import agreement_on
    from truegreen.web.example import put_in
    from truegreen.web.models import Job, Member
    from truegreen.web.upkeep.starting import prepare as migrate

    migrate()
    put_in(timezone.now())
    Job.objects.all().delete()  # nothing goes on beside pages but what is measured
    member, agreement = Member.objects.get(email__startswith="ines@"), agreement_on("acme-care", timezone.localdate())
    assert agreement
    for number in range(MATTERS):
        says = {"title": f"Action {number}", "owner": member.key, "by_day": "2030-01-01"}
        open_matter("action", Act(move="", by=member.person(), at=timezone.now(), says=says), agreement)
    _others(folder)
    keys = []
    for _ in range(SESSIONS):
        session = SessionStore()
        session[SESSION_KEY], session[HASH_SESSION_KEY] = str(member.pk), member.get_session_auth_hash()
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session.save()
        keys.append(str(session.session_key))
    print(json.dumps(keys))


def _others(folder: Path) -> None:
    """Write the example's agreement under other names, and say that what is shown is of them too: none is filled."""
    from truegreen.web.shown.marking import mark_now
    from truegreen.web.shown.shelf import latest_mark, name_latest

    text = (folder / "agreements" / "acme-care.yml").read_text("utf-8")
    for number in range(1, AGREEMENTS):
        other = text.replace("agreement: acme-care", f"agreement: care-{number:03d}", 1)
        (folder / "agreements" / f"care-{number:03d}.yml").write_text(other, "utf-8")
    shown, mark = folder / ".truegreen" / "shown", mark_now(folder)
    (shown / latest_mark(folder)).rename(shown / mark)
    name_latest(folder, mark)


def ask_for_run(folder: Path) -> None:
    """Ask the worker for a run of all 200 agreements, and wait until it is at it."""
    import time

    from truegreen.web.models import Job
    from truegreen.web.work.queue import ask

    ask("run", "bench", {})
    for _ in range(120):
        if Job.objects.filter(kind="run", taken_at__isnull=False).exists():
            return
        time.sleep(0.5)
    raise TimeoutError("the worker does not take the run")


def still(folder: Path) -> None:
    """Print whether the run goes on, or what came of it."""
    from truegreen.web.models import Job

    job = Job.objects.filter(kind="run").latest("id")
    print("runs" if job.taken_at and not job.ended_at and not job.problem else f"ended: {job.problem or job.result}")


if __name__ == "__main__":
    import django

    django.setup()
    {"fill": fill, "prepare": prepare, "run": ask_for_run, "still": still}[sys.argv[1]](Path(sys.argv[2]))
