"""The page of the API, walked: its Python runs against a workspace that is served, and prints what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.db import connections

from tests.docs.blocks import DOCS, all_blocks
from tests.docs.walking import compare
from tests.web.programs import token
from tests.web.shelved import shelf_of  # noqa: F401 — a fixture
from tests.web.uploaded import project_of  # noqa: F401 — a fixture
from truegreen.governance.rights import HELD_BY, Right
from truegreen.web.api.calls import calls
from truegreen.web.api.records import ALONE, MANY
from truegreen.web.api.served import TOLD
from truegreen.web.people.limits import PER_ADDRESS, PER_TOKEN
from truegreen.web.people.tokens import Scope

PAGE: Final = DOCS / "api.md"


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """Serve the workspace on a port of its own, and give its place."""
    from truegreen.web.wsgi import application

    def answered(environ: Any, start: Any) -> Any:
        try:
            return list(application(environ, start))
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, answered, handler_class=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_goes_as_the_page_says(shelf: Path, project: Path) -> None:
    with served() as place:
        known: dict[str, Any] = {"PLACE": place, "TOKEN": token("client-vendor-manager")}
        said = ""
        for block in all_blocks(PAGE):
            if block.language == "text":
                compare(block.text, said, "python")
                continue
            printed = StringIO()
            with redirect_stdout(printed):
                exec(block.text, known)  # noqa: S102 — the page's own words
            said = printed.getvalue()


def test_the_page_knows_records_scopes_problems_and_limits() -> None:
    text = PAGE.read_text("utf-8")
    rows = re.findall(r"^\| (`.+) \| (.+) \|$", text.partition("## Matters")[0], re.MULTILINE)
    told = {name.partition("/")[0]: right for names, right in rows for name in re.findall(r"`([^`]+)`", names)}
    assert set(told) == {*ALONE, *MANY}
    words = {Right.SEE: "see the agreement", Right.SEE_MONEY: "see statements"}
    for name, right in {**ALONE, **MANY}.items():
        assert told[name] == words.get(right, right.value)
    assert set(re.findall(r"^\| `(\w+)` \| ", text.partition("## Tokens")[2], re.MULTILINE)) == {*Scope}
    assert {int(each) for each in re.findall(r"^\| (\d{3}) \|", text, re.MULTILINE)} == set(TOLD)
    assert f"more than {PER_TOKEN.most} calls" in text
    assert f"{PER_ADDRESS.most} from one address" in text
    assert HELD_BY[Right.TOKEN]
    assert calls()
