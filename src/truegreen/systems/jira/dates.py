"""Dates as Jira's CSV writes them: by the language and the look that its administrator chose."""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql
from truegreen.sources import reading

# Months as English, German, French, Spanish, Portuguese, Italian and Dutch shorten them; no two of them disagree.
_MONTHS: Final = (
    "jan ene gen janv", "feb fev fév févr", "mar mär mrz mrt mars märz", "apr abr avr", "may mai mei mag",
    "jun juin giu juni", "jul juil lug juli", "aug ago août aou", "sep sept set", "oct okt out ott", "nov",
    "dec dez dic déc",
)  # fmt: skip
_TIME: Final = r"(?:,? +(\d{1,2}):(\d\d)(?::\d\d)?(?: ?([ap])\.?m\.?)?)?"
# 04/Mar/24 9:12 AM, 4. März 2024 09:12; and 04.03.24 09:12, in which only the day can stand first.
_NAMED: Final = rf"(\d{{1,2}})[./ -]+([^\d\s./-]+)[./ -]+(\d{{4}}|\d\d){_TIME}"
_DOTTED: Final = rf"(\d{{1,2}})\.(\d{{1,2}})\.(\d{{4}}|\d\d){_TIME}"
FORMS: Final = "04/Mar/24 9:12 AM, 04.03.24 09:12 or 2024-03-04 09:12"


def read(text: str, zone: str, to: str = "UTC") -> str:
    """Give SQL of a time on the clock of a zone; NULL where nobody can tell what is meant.

    Days and months in numbers with slashes are never read: 03/04/24 is two days.

    Args:
        text: SQL of the text.
        zone: zone in which it was exported.
        to: zone of the result.
    """
    low = f"lower({text})"
    named, dotted = (
        f"nullif(regexp_extract({low}, {sql.text(f'^{form}$')}, {part}), '')"
        for form, part in ((_NAMED, 2), (_DOTTED, 2))
    )
    local = f"coalesce({_local(low, _NAMED, _month(named))}, {_local(low, _DOTTED, f'TRY_CAST({dotted} AS INTEGER)')})"
    return f"coalesce({reading.moment(text, (), zone, to)}, {reading.on_clock(local, zone, to)})"


def _month(name: str) -> str:
    names = {each: number for number, listed in enumerate(_MONTHS, 1) for each in listed.split()}
    keys, numbers = ", ".join(map(sql.text, names)), ", ".join(map(str, names.values()))
    return f"map([{keys}], [{numbers}])[{name}]"


def _local(low: str, form: str, month: str) -> str:
    day, year, hour, minute = (
        f"TRY_CAST(nullif(regexp_extract({low}, {sql.text(f'^{form}$')}, {part}), '') AS INTEGER)"
        for part in (1, 3, 4, 5)
    )
    half = f"regexp_extract({low}, {sql.text(f'^{form}$')}, 6)"
    hours = f"CASE {half} WHEN 'p' THEN {hour} % 12 + 12 WHEN 'a' THEN {hour} % 12 ELSE coalesce({hour}, 0) END"
    whole = f"CASE WHEN {year} < 100 THEN 2000 + {year} ELSE {year} END"
    return f"try(make_timestamp({whole}, {month}, {day}, {hours}, coalesce({minute}, 0), 0))"
