"""A new plan as a commented draft: what records tell is filled in, what only people know is left to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from truegreen.files.plans import NAMED, is_name, place_of
from truegreen.files.text import shown
from truegreen.model.finding import Finding, error
from truegreen.units.span import Span


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """What records tell of a site.

    Attributes:
        supplier: who runs it.
        hourly: what an hour of work cost; None where no record tells it.
        hours: of work that it could do in a year, as much as in its busiest month; None where no record tells it.
    """

    supplier: str
    hourly: Decimal | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What records tell of the work.

    Attributes:
        sites: by name.
        types: contact types, those with most cases first.
        segments: of customers.
        currency, zone: of the project.
        first, last: days of the records.
    """

    sites: Mapping[str, SiteSeen]
    types: Sequence[str]
    segments: Sequence[str]
    currency: str
    zone: str
    first: date
    last: date


_HEAD: Final = """\
# Where work could live. Cases, hours, what was solved and what that is worth come from the records; this file says
# what no record tells. Filled in from the records of {first} to {last}; lines that begin with # wait for
# you. Then `truegreen allocate --plan {name}` says where work should live, and `truegreen suppliers` who could do it.
plan: "{name}"
currency: {currency}
# rates: {{USD: 0.92}}  # what one unit of another currency is worth
zone: {zone}
starts: {starts}
months: 12
records: {records}  # how many months before it the plan learns from
cells: [{cells}]
# growth: {{all: 3 %}}  # against those months

sites:
"""
_SITE: Final = """\
  {name}:
    supplier: {supplier}
    # country: PT
    # zone: Europe/Lisbon
    # open: [mon-fri 08:00-18:00]  # in its own zone
    # languages: {{en: C1}}
    # certificates: [ISO 27001]
    # residency: EU  # where it keeps customers' data
    {capacity}
    {price}
"""
_NEW: Final = """\
  # A site that nobody works at yet needs a price; what it solves is borrowed from the others, with all their doubt.
  # Valencia:
  #   supplier: Another
  #   country: ES
  #   capacity: 5,000 h
  #   per_hour: 19.00 {currency}
  # Help pages:
  #   supplier: {house}
  #   kind: self-service
  #   per_contact: 0.40 {currency}

suppliers:
"""
_SUPPLIER: Final = """\
  {name}:
    is_client: no  # yes for the client's own house
    # tiers: [{{start: "100000 {currency}", off: 3 %}}]  # prices by what is bought in a year
    # committed: 50000 {currency}  # what it is owed a year at least
    # leaving: 2000 {currency}  # what ending a team there costs, once
"""
_TYPE: Final = """\
  {name}:
    is_critical: no  # whether it must never hang on one site
    # group: skills  # whose people can stand in for one another
    # needs: {{languages: {{en: C1}}, certificates: [ISO 27001], residency: [EU], solved: 70 %}}
    # training: 1500 {currency}  # what beginning it at another site costs, once
    # self_service: 20 %  # what customers can solve themselves at most
"""
_TAIL: Final = """\

# wishes:
#   value: 1              # how many times solved issues count beside cost; 0 for the cheapest plan
#   supplier_share: 70 %  # of people's hours
#   cover: 50 %           # of each group's hours that other sites take over if one fails
#   least_share: 5 %      # of a contact type, wherever it is at all
#   most_moved: 30 %      # of all issues

# futures:
#   as expected: {{chance: 75 %}}
#   a busy year: {{chance: 25 %, demand: {{all: 12 %}}}}

# costs:  # for truegreen tco; truegreen tco --reference lists published ranges
#   rate: 8 %  # what money a year later is worth less
#   suppliers:
#     {supplier}:
#       sold: {{fees: {{amount: "100,000 {currency}", source: Business case}}, governance: {{share: 4 %}}}}
#       run:
#         transition: {{amount: "12,000 {currency}", ground: contract}}
#         learning: {{reference: [tco.productivity]}}
"""


def draft(folder: Path, name: str, seen: Seen) -> tuple[Path, list[Finding]]:
    """Write a draft that starts where the records end; a file that is there stays."""
    place = place_of(name)
    at = Span(place.as_posix())
    if not is_name(name):
        return place, [error(at, "odd-plan-name", f"{shown(name)} cannot be a plan's name.", NAMED)]
    try:
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        with (folder / place).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text_of(name, seen))
    except FileExistsError:
        return place, [error(at, "plan-exists", "There is a plan of this name.", "Take another name.")]
    except OSError as broken:
        says = f"The file cannot be written: {broken.strerror}."
        return place, [error(at, "cannot-write", says, f"Make {place.parent.as_posix()} one that you may write to.")]
    return place, []


def text_of(name: str, seen: Seen) -> str:
    """Give the text of a draft."""
    suppliers = list(dict.fromkeys(each.supplier for each in seen.sites.values()))
    starts = date(seen.last.year + seen.last.month // 12, seen.last.month % 12 + 1, 1)
    records = 12 * (seen.last.year - seen.first.year) + seen.last.month - seen.first.month + 1
    cells = "segment, contact_type" if seen.segments else "contact_type"
    parts = [
        _HEAD.format(name=name, first=seen.first, last=seen.last, currency=seen.currency, zone=seen.zone,
                     starts=starts, records=records, cells=cells),
        *(_site(each, site, seen.currency) for each, site in seen.sites.items()),
        _NEW.format(currency=seen.currency, house=_quoted(suppliers[0]) if suppliers else "Us"),
        *(_SUPPLIER.format(name=_quoted(each), currency=seen.currency) for each in suppliers),
        "\ntypes:\n", *(_TYPE.format(name=_quoted(each), currency=seen.currency) for each in seen.types),
    ]  # fmt: skip
    if seen.segments:
        parts += [
            "\n# segments:\n",
            *(f"#   {_quoted(each)}: {{needs: {{open: [mon-fri 08:00-18:00]}}}}\n" for each in seen.segments),
        ]
    supplier = _quoted(suppliers[0]) if suppliers else "Us"
    return "".join([*parts, _TAIL.format(supplier=supplier, currency=seen.currency)])


def _site(name: str, site: SiteSeen, currency: str) -> str:
    hours, hourly = "# capacity: 5000 h", f"# per_hour: 20.00 {currency}"
    if site.hours:
        hours = f"capacity: {site.hours} h  # twelve times its busiest month"
    if site.hourly:
        hourly = f"per_hour: {site.hourly:.2f} {currency}  # as recorded; write what the contract says"
    return _SITE.format(name=_quoted(name), supplier=_quoted(site.supplier), capacity=hours, price=hourly)


def _quoted(name: str) -> str:
    """Write a name so that YAML takes it for itself.

    >>> _quoted("Porto"), _quoted("off: yes"), _quoted('a "b"')
    ('Porto', '"off: yes"', '"a \\\\"b\\\\""')
    """
    plain = name.replace(" ", "").replace("-", "").isalnum() and name[0].isalpha() and name == name.strip()
    if plain and name.lower() not in ("yes", "no", "true", "false", "null", "on", "off", "y", "n"):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
