"""What people read of a page: its texts and labels, without what is code, and without what is marked as English."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

SILENT: Final = ("script", "style", "code", "pre", "textarea", "svg")
ALONE: Final = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "use", "path", "circle", "rect")
LABELS: Final = ("aria-label", "alt", "title", "placeholder")


class Reader(HTMLParser):
    """Collects the texts of a page; none from within ``SILENT`` or what has another language than its page."""

    def __init__(self, passes: str = "en") -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.passes = passes

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        is_silent = tag in SILENT or (tag != "html" and said.get("lang") == self.passes)
        if not self._is_silent() and not is_silent:
            self.found += [text.strip() for name in LABELS if (text := said.get(name) or "").strip()]
        if tag not in ALONE:
            self.open.append((tag, is_silent))

    def handle_endtag(self, tag: str) -> None:
        if tag in [each for each, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_silent():
            self.found.append(" ".join(data.split()))

    def _is_silent(self) -> bool:
        return any(is_silent for _, is_silent in self.open)


def texts_of(page: str, passes: str = "en") -> list[str]:
    """Give the texts of a page, one for each place where one stands."""
    reader = Reader(passes)
    reader.feed(page)
    return reader.found
