"""For whoever watches the workspace: whether it lives, whether it is ready, and figures without anybody in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from truegreen.governance.asking import Denied
from truegreen.web.doors import Asked, Door, Open
from truegreen.web.gate import refused
from truegreen.web.models import Head, Job
from truegreen.web.shown.shelf import STORE
from truegreen.web.upkeep import counting
from truegreen.web.work.minding import behind

FORWARDED: Final = ("X-Forwarded-For", "Forwarded", "X-Real-IP")


def health(asked: Asked) -> HttpResponse:
    """Say that this process lives."""
    return _plain("ok\n")


def ready(asked: Asked) -> JsonResponse:
    """Say whether requests can be answered: the database is there and of this version, and the journal can be read."""
    try:
        executor = MigrationExecutor(connection)
        told = {
            "database": "ok",
            "migrated": not executor.migration_plan(executor.loader.graph.leaf_nodes()),
            "journal": Head.objects.get(id=1).number,
            "shown_for_seconds": shown_for(),
        }  # fmt: skip
    except (Error, Head.DoesNotExist):
        told = {"database": "away", "migrated": False}
    is_ready = told["database"] == "ok" and bool(told["migrated"])
    return JsonResponse(
        {"ready": is_ready, **told}, status=200 if is_ready else 503, headers={"Cache-Control": "no-store"}
    )


def shown_for() -> int | None:
    """Say for how many seconds what pages show has been the latest; None where nothing is shown."""
    latest = settings.FOLDER / STORE / "shown" / "latest"
    return int(datetime.now(UTC).timestamp() - latest.stat().st_mtime) if latest.exists() else None


def metrics(asked: Asked) -> HttpResponseBase:
    """Give figures as Prometheus reads them, to this machine or to who has the token."""
    if not _may(asked.http):
        return refused(asked, Denied("There is nothing here.", exists=False))
    return _plain("".join(f"{each}\n" for each in _figures()))


def _may(request: HttpRequest) -> bool:
    """Say whether it was asked on this machine, and not through a proxy that stands there; or with the token."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and constant_time_compare(token, settings.METRICS_TOKEN):
        return True
    try:
        is_here = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return is_here and not any(each in request.headers for each in FORWARDED)


def _figures() -> Iterator[str]:
    counts = counting.total(settings.FOLDER / counting.COUNTS)
    yield "# TYPE truegreen_requests_total counter"
    many = 0
    for name, number in sorted(counts.items()):
        kind, _, told = name.partition(" ")
        if kind == "requests":
            door, _, status = told.rpartition(" ")
            many += number
            yield f'truegreen_requests_total{{door="{door}",status="{status}"}} {number}'
    yield "# TYPE truegreen_request_seconds histogram"
    for each in counting.BOUNDS:
        yield f'truegreen_request_seconds_bucket{{le="{each}"}} {counts[f"within {each}"]}'
    yield f'truegreen_request_seconds_bucket{{le="+Inf"}} {many}'
    yield f"truegreen_request_seconds_sum {counts['microseconds'] / 1_000_000}"
    yield f"truegreen_request_seconds_count {many}"
    for name, value in _standing():
        yield f"# TYPE {name} gauge"
        yield f"{name} {value}"


def _standing() -> Iterator[tuple[str, int]]:
    jobs = Job.objects.filter(every=0)
    yield "truegreen_jobs_waiting", jobs.filter(ended_at__isnull=True).count()
    yield "truegreen_jobs_failed", Job.objects.exclude(problem="").count()
    yield "truegreen_worker_behind_seconds", int(behind(timezone.now()).total_seconds())
    yield "truegreen_journal_entries", Head.objects.get(id=1).number
    shown = shown_for()
    if shown is not None:
        yield "truegreen_shown_for_seconds", shown


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})


DOORS: Final = (
    Door(name="health", path="health", view=health, needs=Open.ANYBODY),
    Door(name="ready", path="ready", view=ready, needs=Open.ANYBODY),
    Door(name="metrics", path="metrics", view=metrics, needs=Open.ANYBODY),
)
