"""The columns that the files of a mapping have on a connection, as pieces of SQL of a known kind."""

from __future__ import annotations

from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from truegreen.engine import sql
from truegreen.sources import reading
from truegreen.sources.mapping import Fact, From
from truegreen.sources.typed import Typed

_NUMBERS: Final = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "DECIMAL", "FLOAT", "DOUBLE")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The columns that the files of a mapping have on a connection.

    Attributes:
        cells: what each is called there and its DuckDB type, by its name in the files.
        zone: the zone of times that carry none.
        dates: whether what a file knew as a time stands there as ISO text.
        people: the columns from which people are read, by their names in the files; no finding shows what they hold.
    """

    cells: Named[str, tuple[str, str]]
    zone: str
    dates: bool = False
    people: frozenset[str] = frozenset()

    def column(self, name: str, origin: From) -> Typed:
        """Give a column; its times are written as its origin says."""
        cell, kind = self.cells[name]
        zone, text = origin.zone or self.zone, f"CAST({cell} AS VARCHAR)"
        if kind == "BOOLEAN":
            return Typed(cell, "boolean", text=text)
        if kind == "TIMESTAMP WITH TIME ZONE":
            day = f"CAST(timezone({sql.text(zone)}, {cell}) AS DATE)"
            time = reading.plausible(f"timezone('UTC', {cell})")
            return Typed(time, "time", text=text, time=time, day=day)
        if kind.startswith(("TIMESTAMP", "DATE")):
            wall = reading.plausible(f"CAST({cell} AS TIMESTAMP)")
            time, day = reading.on_clock(wall, zone), f"CAST({wall} AS DATE)"
            return Typed(time, "time", text=text, time=time, wall=wall if kind != "DATE" else "", day=day)
        if kind.removeprefix("U").startswith(_NUMBERS):
            text = f"regexp_replace({text}, '\\.0$', '')" if kind in ("FLOAT", "DOUBLE") else text
            return Typed(f"try_cast({cell} AS {reading.NUMBER})", "number", text=text)
        plain = cell if kind == "VARCHAR" else text
        time = reading.moment(plain, self.formats(origin), zone)
        return Typed(plain, "any", text=plain, time=time, columns=frozenset({name}))

    def columns(self, fact: Fact) -> dict[str, Typed]:
        """Give the columns as expressions read them: a time is written as where it is mapped alone."""
        alone = {origin.column: origin for origin in fact.origins.values() if origin.formats or origin.zone}
        return {name: self.column(name, alone.get(name, From())) for name in self.cells}

    def formats(self, origin: From) -> Sequence[str]:
        """Give the formats of times in text; what a workbook knew as a time is ISO whatever the mapping says."""
        return (*origin.formats, reading.ISO) if origin.formats and self.dates else origin.formats
