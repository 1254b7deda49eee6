"""``truegreen serve``: the joint workspace of a project in a browser, for both sides."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, Unpack

import click

from truegreen.cli import options
from truegreen.web.upkeep.setting_up import not_installed, set_up


class Said(TypedDict):
    """The options as they were written."""

    owner: str
    name: str
    side: str
    web_only: bool
    worker_only: bool
    example: bool
    as_json: bool


@click.command()
@options.folder
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
@click.option("--owner", default="owner@localhost", show_default=True, help="E-mail of the first owner.")
@click.option("--name", default="Owner", show_default=True, help="Name of the first owner.")
@click.option("--side", type=click.Choice(["client", "provider"]), default="client", show_default=True,
              help="Side for which the first owner sits.")  # fmt: skip
@click.option("--web-only", is_flag=True, help="Only pages; the worker runs as a process of its own.")
@click.option("--worker-only", is_flag=True, help="Only the worker: runs, e-mail, clocks and backups.")
@click.option("--example", is_flag=True, help="Put the example's people and matters into a workspace that is empty.")
@options.as_json
def command(folder: Path, host: str, port: int, workers: int, **said: Unpack[Said]) -> None:
    """Serve the joint workspace of a project: pages for both sides, on this machine or behind a proxy.

    The first time, it makes the owner and writes a link by which to choose a password; the link is good once. Beside
    the pages runs the worker, which computes, sends and lets time pass; both end with Ctrl-C.
    """
    if why := not_installed():
        raise click.ClickException(why)
    if said["web_only"] and said["worker_only"]:
        raise click.UsageError("--web-only and --worker-only leave nothing; name one of them, or neither.")
    if not (folder / "truegreen.toml").exists():
        raise click.ClickException(f"{folder} is no project: it has no truegreen.toml. Begin one with truegreen init.")
    place, is_worker = f"http://{host}:{port}", said["worker_only"]
    if said["example"]:
        os.environ["TRUEGREEN_SECOND_FACTOR"] = "off"  # a demo; every page says so
    set_up(folder, place)
    if not is_worker and (taken := _taken(host, port)):
        raise click.ClickException(f"Nothing can be served at {place}: {taken}; choose another with --port.")
    logins = _example() if said["example"] else {}
    link = "" if is_worker else _begun(said)
    if said["as_json"]:
        click.echo(json.dumps({"address": "" if is_worker else place, "link": link, "logins": logins}))
    else:
        click.echo(_said(folder, place, link, logins, is_worker=is_worker))
    _serve(host, port, workers, said)


def _begun(said: Said) -> str:
    """Bring the database up to date; give the link for the owner's password where there was none yet."""
    from django.conf import settings
    from django.db import connections

    from truegreen.model.people import Post
    from truegreen.web.pages.welcome import link_for
    from truegreen.web.upkeep.starting import first_owner, prepare

    prepare()
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    post = Post.VENDOR_MANAGER if said["side"] == "client" else Post.PROVIDER_LEAD
    made = first_owner(said["owner"], said["name"], post)
    link = link_for(made, settings.ADDRESS) if made else ""
    connections.close_all()  # processes that serve open their own
    return link


def _example() -> dict[str, str]:
    """Put the example's people in, and give each a new password; nothing where others are already."""
    from django.db import connections
    from django.utils import timezone

    from truegreen.web.example import put_in
    from truegreen.web.upkeep.starting import prepare

    prepare()
    passwords = put_in(timezone.now())
    connections.close_all()
    return passwords


def _said(folder: Path, place: str, link: str, logins: Mapping[str, str], *, is_worker: bool) -> str:
    if is_worker:
        return f"The worker of {folder} runs; stop it with Ctrl-C."
    first = f"This is a new workspace. Choose the owner's password here, once:\n{link}\n" if link else ""
    if logins:
        width = max(len(each) for each in logins)
        told = "".join(f"  {email:{width}}  {password}\n" for email, password in logins.items())
        first = f"Sign in as one of these, of both sides:\n{told}"
    return f"{first}Truegreen serves {folder} at {place}; stop it with Ctrl-C."


def _taken(host: str, port: int) -> str:
    """Say why nothing can listen there; empty if it can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as wrong:
        return str(wrong.strerror)
    return ""


def _serve(host: str, port: int, workers: int, said: Said) -> None:
    from truegreen.web.upkeep.serving import serve, serve_with_worker
    from truegreen.web.work.working import until_told

    if said["web_only"]:
        serve(host, port, workers)
    elif said["worker_only"]:
        until_told()
    elif not serve_with_worker(host, port, workers):
        raise click.ClickException("The web server could not start; what it said stands above.")
