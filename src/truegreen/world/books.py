"""The world's own books: what happened, added up from the draws and never measured again from the files."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.world.draws import coded
from truegreen.world.exports import SERVICE
from truegreen.world.figures import Page
from truegreen.world.setting import CONTACT_TYPES, SEGMENTS, SITES

SLICES: Final = ("month", "provider", "site", "service", "contact_type", "segment")


def open_books(duck: Duck) -> None:
    """Start empty books on a connection."""
    slices = ", ".join(f"{each} VARCHAR" for each in SLICES)
    duck.run(f"CREATE OR REPLACE TEMP TABLE books (figure VARCHAR, {slices}, number DECIMAL(18, 2))")


def enter(duck: Duck, page: Page) -> None:
    """Add up a page's figures by month and cell, and enter them."""
    figures = ", ".join(page.figures)
    sums = ", ".join(f"CAST(sum({what}) AS DECIMAL(18, 2)) AS {name}" for name, what in page.figures.items())
    duck.run(f"""
        INSERT INTO books BY NAME
        UNPIVOT (SELECT strftime(clock(first), '%Y-%m') AS month, {NAMED}, {SERVICE} AS service, {figures} FROM (
            SELECT CAST(epoch(date_trunc('month', clock({page.time}))) AS BIGINT) AS first, site, contact_type, segment,
                   {sums} FROM {page.relation} WHERE {page.where} GROUP BY ALL))
        ON {figures} INTO NAME figure VALUE number""")


NAMED: Final = ", ".join(
    f"{coded(column, names)} AS {shown}"
    for shown, column, names in (
        ("provider", "site", [each.provider for each in SITES]),
        ("site", "site", [each.name for each in SITES]),
        ("contact_type", "contact_type", [each.name for each in CONTACT_TYPES]),
        ("segment", "segment", SEGMENTS),
    )
)


def close_books(duck: Duck, path: Path) -> None:
    """Write the books as one file: figure, slices, number; a slice that does not apply is blank."""
    slices = ", ".join(SLICES)
    duck.run(
        f"COPY (SELECT figure, {slices}, sum(number) AS number FROM books GROUP BY ALL HAVING sum(number) <> 0 "
        f"ORDER BY ALL) TO {sql.text(str(path))} (FORMAT csv, HEADER)"
    )


@dataclass(frozen=True, slots=True)
class Books:
    """What happened in the world.

    Attributes:
        folder: the project folder that the world was written into.
        entries: (figure, its slices, number), one per line of ``truth/books.csv``.
    """

    folder: Path
    entries: tuple[tuple[str, Mapping[str, str], Decimal], ...]

    @property
    def cases(self) -> int:
        """Count the cases."""
        return int(self.total("cases"))

    def total(self, figure: str, **where: str) -> Decimal:
        """Add up a figure over the lines that have these slices, like ``site="Manila"`` and ``month="2025-03"``."""
        return sum(
            (
                number
                for name, slices, number in self.entries
                if name == figure and all(slices[each] == value for each, value in where.items())
            ),
            Decimal(0),
        )


def read_books(folder: Path) -> Books:
    """Read the books of a world that was made in a folder."""
    with (folder / "truth" / "books.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Books(
        folder,
        tuple((row["figure"], {each: row[each] for each in SLICES}, Decimal(row["number"])) for row in rows),
    )
