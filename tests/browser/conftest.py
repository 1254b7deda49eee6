"""A real browser on a real server on the example: made once for all walks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.browser.served import Workspace, served
from tests.browser.shots import index
from tests.browser.visits import Sit, Visit, sit_down

if TYPE_CHECKING:
    from playwright.sync_api import Browser

collect_ignore_glob = [] if find_spec("playwright") else ["*.py"]
"""Without a library that drives a browser nothing here can even be read."""
SHOTS: Final = Path(os.environ.get("TRUEGREEN_SHOTS", Path(__file__).parents[2] / "screenshots"))
CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Serve the example for all tests of the suite; its program may not fail once, whatever it is asked."""
    top = tmp_path_factory.mktemp("served")
    with served(top) as each:
        yield each
    log = (top / "served.log").read_text("utf-8")
    assert [line for line in log.splitlines() if '"status": 5' in line or '"exception"' in line] == []


@pytest.fixture(scope="session")
def shots() -> Iterator[Path]:
    """Give the folder in which pictures of pages are kept, and write its index in the end."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    yield SHOTS
    (SHOTS / "index.html").write_text(index(SHOTS), "utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def signed() -> dict[str, Any]:
    """Keep the cookies of who signed in, so that nobody types a password for each test."""
    return {}


@pytest.fixture
def visit(workspace: Workspace, browser: Browser, signed: dict[str, Any]) -> Iterator[Sit]:
    """Give a way to sit down as somebody; what any browser complained of fails the walk."""
    opened: list[Visit] = []

    def sit(who: str, **context: Any) -> Visit:
        opened.append(sit_down(browser, workspace, who, signed, **context))
        return opened[-1]

    yield sit
    for one in opened:
        one.page.context.close()
    assert [each for one in opened for each in one.complaints if "status of 4" not in each] == []
