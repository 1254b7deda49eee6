"""Somebody in front of a browser: where they go, what they press and fill in, what they see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from tests.browser.served import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, Page

Sit: TypeAlias = Callable[..., "Visit"]
"""Sits somebody of the example down: ``visit("ines", color_scheme="dark")``."""


@dataclass(slots=True)
class Visit:
    """Somebody in front of a browser; whatever the browser complains of is kept."""

    page: Page
    workspace: Workspace
    complaints: list[str]

    def go(self, place: str) -> Any:
        """Go to a place of the agreement, or of the workspace where it begins with a slash."""
        whole = place if place.startswith("/") else f"/a/acme-care/{place}"
        return self.page.goto(self.workspace.address + whole)

    @property
    def at(self) -> str:
        """Give where they are, so that somebody else may be sent there."""
        return str(self.page.url).removeprefix(self.workspace.address)

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press a button by its words."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def follow(self, name: str, *, exact: bool = True) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()

    def move(self, name: str, **said: str) -> None:
        """Open what can be done by its name, fill in what it asks, and do it."""
        form = self.page.locator("details.move", has=self.page.locator("summary", has_text=name)).first
        form.locator("summary").click()
        for ask, text in said.items():
            form.locator(f"[name={ask}]").fill(text)
        form.get_by_role("button", name=name, exact=True).click()

    def says(self, text: str) -> bool:
        """Say whether the page shows a text."""
        return bool(self.page.get_by_text(text).first.is_visible())

    def lacks(self, text: str) -> bool:
        """Say whether a text is nowhere on the page, not even folded away."""
        return text not in self.page.content()

    def until(self, text: str, seconds: int = 90) -> None:
        """Load the page again until it shows a text: a worker is at it.

        Raises:
            TimeoutError: it never did.
        """
        for _ in range(seconds):
            if self.says(text):
                return
            self.page.wait_for_timeout(1000)
            self.page.reload()
        raise TimeoutError(f"{text} never stood at {self.at}")

    def take(self, form: str, to: Path) -> Path:
        """Take the review pack along as a file; the one that a worker writes is asked for until it is there."""
        for _ in range(60):
            file = self._taken(form)
            if file:
                place = to / str(file.suggested_filename)
                file.save_as(place)
                return place
            self.page.wait_for_timeout(1000)
        raise TimeoutError(f"the {form} was never written")

    def _taken(self, form: str) -> Download | None:
        """Press for a file; None where a page says instead that it is being written."""
        waits = self.page.get_by_role("link", name="Load again")
        link = waits if waits.count() else self.page.get_by_role("link", name=form.upper(), exact=True)
        files: list[Download] = []

        def keeps(file: Download) -> None:  # what is written in C, as a list's own append, cannot be listened with
            files.append(file)

        self.page.once("download", keeps)
        link.first.click()
        self.page.wait_for_timeout(500)
        return files[0] if files else None


def sit_down(browser: Browser, workspace: Workspace, who: str, signed: dict[str, Any], **context: Any) -> Visit:
    """Open a window of their own for somebody of the example; who signed in before is remembered by a cookie."""
    is_new = who not in signed
    made = browser.new_context(
        **{"viewport": {"width": 1440, "height": 1000}, "storage_state": signed.get(who), **context}
    )
    page, complaints = made.new_page(), list[str]()
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    one = Visit(page, workspace, complaints)
    if is_new:
        _sign_in(one, f"{who}@acme-care.example")
        signed[who] = made.storage_state()
    return one


def _sign_in(one: Visit, email: str) -> None:
    one.go("/account/login/")
    one.page.get_by_label("Email").fill(email)
    one.page.get_by_label("Password").first.fill(one.workspace.passwords[email])
    one.press("Sign In", exact=False)
    one.page.wait_for_url(f"{one.workspace.address}/")
