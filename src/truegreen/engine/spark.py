"""Spark as an engine, by Spark Connect or as a classic session: facts lie in a folder of the cluster as Parquet."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urlsplit, urlunsplit

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.engine.interrupting import closes, opens

if TYPE_CHECKING:
    import pyarrow as pa

    from truegreen.engine.engine import Part

SETTINGS: Final = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.parser.escapedStringLiterals": "true",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.sources.partitionOverwriteMode": "dynamic",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}
QUIET: Final = {"spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}
"""For a session in our own process, which would say on standard error what is no news to anybody."""
TRIES: Final = {"max_retries": 6, "max_backoff": 8_000}
"""How often Spark Connect is asked again, and how many milliseconds apart at most: for 20 seconds, not 10 minutes."""
ROWS_AT_ONCE: Final = 200_000
PART: Final = "_part"


class Spark:
    """A session of Spark.

    Args:
        url: ``sc://host:15002`` for Spark Connect, ``spark://host:7077`` or ``local[2]`` for a classic session;
            ``?facts=PATH`` names a folder that the cluster reads and writes, where facts are held; ``?reads=files``
            says that the cluster reads the project's own folder, so that nothing has to be brought.
    """

    dialect = "spark"

    def __init__(self, url: str) -> None:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        self.broken: tuple[type[Exception], ...] = (PySparkException, ConnectionError)
        with suppress(ImportError):  # the light client has no Java on this side, nor what speaks with it
            self.broken += (import_module("py4j.protocol").Py4JError,)
        parts = urlsplit(url)
        asked = parse_qs(parts.query)
        where = urlunsplit(parts._replace(query=""))
        # its client warns of words that every version still takes, and of what it raises a moment later
        warnings.filterwarnings("ignore", category=UserWarning, module=r"pyspark\.sql\.connect\.")
        builder = SparkSession.builder.appName("truegreen")
        self._session = _asked_again(builder.remote(where)) if parts.scheme == "sc" else _alone(builder.master(where))
        opens(self)
        for name, value in SETTINGS.items():
            self._session.conf.set(name, value)
        self._reads_files = asked.get("reads") == ["files"]
        folder = asked.get("facts") or [f"{self._session.conf.get('spark.sql.warehouse.dir')}/truegreen"]
        self._folder = folder[0].rstrip("/")
        self.place = "" if self._reads_files else f"{parts.scheme or 'local'}://{parts.hostname or ''} {self._folder}"
        self.mark = f"spark {self._session.version}"
        self._kept: dict[str, Any] = {}
        self._held: dict[str, dict[str, int]] = {}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Give a query's rows."""
        return [tuple(row) for row in self._session.sql(query).collect()]

    def view(self, name: str, query: str) -> None:
        """Make a name stand for a query."""
        self._session.sql(query).createOrReplaceTempView(name)

    def keep(self, name: str, query: str) -> None:
        """Keep a query's rows under a name; what the cluster loses of them it computes again."""
        if name in self._kept:
            self._kept.pop(name).unpersist()
        self._kept[name] = self._session.sql(query).persist()
        self._kept[name].createOrReplaceTempView(name)

    def put(self, name: str, table: pa.Table) -> None:
        """Keep a small table under a name until the session ends."""
        self._session.createDataFrame(table).createOrReplaceTempView(name)

    def hold(self, table: str, kinds: Mapping[str, str], parts: Sequence[Part]) -> str:
        """Bring parts of a table, each to a folder of its own below the table's; what is not whole is written anew."""
        if self._reads_files:
            return self._files(kinds, parts)
        place = f"{self._folder}/{table}"
        known = self._held.get(place) or self._counted(place)
        missing = [each for each in parts if known.get(each.name) != each.rows]
        if missing:
            self._bring(place, list(kinds), missing)
            known = self._counted(place)
        for each in missing:
            if known.get(each.name) != each.rows:
                raise ConnectionError(f"{place} has {known.get(each.name, 0):,} of the {each.rows:,} rows that were "
                                      "brought; name a folder with ?facts= that all of the cluster writes")  # fmt: skip
        self._held[place] = known
        names = ", ".join(sql.text(each.name) for each in parts)
        months = " ".join(f"WHEN {sql.text(each.name)} THEN {sql.text(each.month)}" for each in parts)
        read = f"SELECT {sql.names(kinds)}, CASE {PART} {months} END AS in_month FROM parquet.`{place}`"
        return f"({read} WHERE {PART} IN ({names}))"

    def _files(self, kinds: Mapping[str, str], parts: Sequence[Part]) -> str:
        each = (f"SELECT {sql.names(kinds)}, {sql.text(part.month)} AS in_month FROM parquet.`{part.file.resolve()}`"
                for part in parts)  # fmt: skip
        return f"({' UNION ALL '.join(each)})"

    def let_go(self, table: str, name: str) -> bool:
        """Leave no row of a part; SQL has no word for removing a folder, so an empty one may stay."""
        place = f"{self._folder}/{table}"
        if name in self._counted(place):
            schema = self._session.read.parquet(f"{place}/{PART}={name}").schema
            self._session.createDataFrame([], schema).write.mode("overwrite").parquet(f"{place}/{PART}={name}")
            self._held.pop(place, None)
        return True

    def into(self, duck: Duck, name: str, query: str) -> None:
        """Put a query's rows into a table of the embedded engine."""
        import pyarrow as pa

        found = self._session.sql(query).toArrow()
        zoned = [at for at, each in enumerate(found.schema) if pa.types.is_timestamp(each.type) and each.type.tz]
        for at in zoned:
            found = found.set_column(at, found.schema[at].name, found.column(at).cast(pa.timestamp("us")))
        duck.put(name, found)

    def interrupt(self) -> None:
        """Cancel, on the cluster, what this session runs."""
        self._session.interruptAll()

    def close(self) -> None:
        """End the session."""
        closes(self)
        self._session.stop()

    def _counted(self, place: str) -> dict[str, int]:
        """Count the rows of each part that is held at a place."""
        from pyspark.errors import AnalysisException

        try:
            return dict(self.rows(f"SELECT {PART}, count(*) FROM parquet.`{place}` GROUP BY {PART}"))
        except AnalysisException as wrong:
            if any(name in str(wrong) for name in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA", "does not exist")):
                return {}
            raise

    def _bring(self, place: str, columns: Sequence[str], parts: Sequence[Part]) -> None:
        """Write parts: what is there of them already gives way to their first rows."""
        for together in _gathered(parts):
            how = "overwrite"
            for rows in _rows(together, columns):
                self._session.createDataFrame(rows).write.mode(how).partitionBy(PART).parquet(place)
                how = "append"


def _alone(builder: Any) -> Any:
    """Give a session in our own process."""
    for name, value in QUIET.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _asked_again(builder: Any) -> Any:
    """Give a session of a server that is asked again for a while where the connection breaks off."""
    from pyspark.sql.connect.client.retries import DefaultPolicy

    session = builder.getOrCreate()
    session.client.set_retry_policies([DefaultPolicy(**TRIES)])
    return session


def _gathered(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Put small parts together, as many as can be written at once; a large one stays alone."""
    gathered: list[Part] = []
    for each in parts:
        if gathered and sum(part.rows for part in gathered) + each.rows > ROWS_AT_ONCE:
            yield gathered
            gathered = []
        gathered.append(each)
    if gathered:
        yield gathered


def _rows(parts: Sequence[Part], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Give the rows of parts, each with the part's name: of several together at once, of a large one by and by."""
    import pyarrow as pa
    from pyarrow import parquet

    def named(rows: pa.Table, part: Part) -> pa.Table:
        columns = dict(zip(rows.column_names, rows.columns, strict=True))
        return pa.table({**columns, PART: pa.repeat(pa.scalar(part.name), rows.num_rows)})

    if len(parts) > 1:
        yield pa.concat_tables([named(parquet.read_table(each.file, columns=columns), each) for each in parts])
        return
    for batch in parquet.ParquetFile(parts[0].file).iter_batches(ROWS_AT_ONCE, columns=columns):
        yield named(pa.Table.from_batches([batch]), parts[0])
