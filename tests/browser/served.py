"""The example, made once and served: a copy for each suite, so that what a walk writes is gone after it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "acme"
KEPT: Final = "TRUEGREEN_BROWSER_FOLDER"
"""Names a folder that keeps the example with its run from one suite to the next, for those who write walks."""
VERB: Final = (sys.executable, "-c", "from truegreen.cli import main; main()")
MADE_READY: Final = """
import django, sys
django.setup()
from pathlib import Path
from truegreen.web.shown.filling import fill
fill(Path(sys.argv[1]))
"""
PUT_IN: Final = """
import django, json
django.setup()
from django.utils import timezone
from truegreen.web.example import put_in
from truegreen.web.upkeep.starting import prepare
prepare()
print(json.dumps(put_in(timezone.now())))
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace that is served: its folder, its address, and the passwords of its people by e-mail."""

    folder: Path
    address: str
    passwords: dict[str, str]


@contextmanager
def served(top: Path) -> Iterator[Workspace]:
    """Serve the example with its run, its shelf and its people, the worker beside it, until it is left."""
    made, folder = Path(os.environ.get(KEPT) or top / "made"), top / "acme"
    if not made.exists():
        shutil.copytree(EXAMPLE, made)
        for each in (["world", str(made)], ["run", str(made)]):
            subprocess.run([*VERB, *each], check=True, capture_output=True)
    _asked(MADE_READY, made, str(made))
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns("workspace"))
    passwords = json.loads(_asked(PUT_IN, folder).splitlines()[-1])
    with (top / "served.log").open("wb") as log:
        port = _free()
        command = [*VERB, "serve", str(folder), "--port", str(port)]
        server = subprocess.Popen(command, env=_environment(folder), stderr=log, stdout=log)
        try:
            _wait(f"http://127.0.0.1:{port}/account/login/")
            yield Workspace(folder, f"http://127.0.0.1:{port}", passwords)
        finally:
            server.terminate()
            server.wait(60)


def _asked(program: str, folder: Path, *said: str) -> str:
    command = [sys.executable, "-c", program, *said]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_environment(folder))
    return done.stdout


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ, "TRUEGREEN_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "truegreen.web.settings",
        "TRUEGREEN_SECOND_FACTOR": "off",
    }  # fmt: skip


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address).close()  # noqa: S310 — our own server
        except URLError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"{address} does not answer")
