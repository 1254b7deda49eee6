"""The world's setting: who serves whom, about what, how often things go well, and what is planted in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

ZONE: Final = "Europe/London"
MONTHS: Final = tuple(date(year, month, 1) for year in (2024, 2025) for month in range(1, 13))
KNOWN_UNTIL: Final = datetime(2025, 12, 31, 17)  # noqa: DTZ001  UTC, as all times of facts; London has the same then
NOTICE_DAYS: Final = 60
CAME_BACK_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Site:
    """A place where cases are worked on.

    Attributes:
        name, code, provider: its name, its name in the exports, and whose it is.
        share: share of the accounts at home there.
        rate: what an hour of work costs, in cents.
    """

    name: str
    code: str
    provider: str
    share: float
    rate: int


@dataclass(frozen=True, slots=True)
class ContactType:
    """What a case is about.

    Attributes:
        name, code, service: its name, its name in the exports, and the service it belongs to where it is bought.
        share: share of the cases.
        came_back: chance that the customer comes back with the same matter within seven days.
        manila: share worked on in Manila by whoever the account's home site does not serve.
    """

    name: str
    code: str
    service: str
    share: float
    came_back: float
    manila: float


@dataclass(frozen=True, slots=True)
class Planted:
    """A cell that is made different for some months.

    Attributes:
        kind: ``watermelon`` (contract green, customers red) or ``inverse`` (contract red, customers content).
        site, contact_type: which cell; ``segment`` narrows it to some accounts.
        first, last: first and last month.
        late, fast, came_back, reopened: the chances that hold there instead.
        why: what happened there.
    """

    kind: str
    site: str
    contact_type: str
    segment: str | None
    first: date
    last: date
    late: float
    fast: float
    came_back: float
    reopened: float
    why: str


NORTHLINE, HOUSE = "Northline Services", "Acme in-house"
SITES: Final = (
    Site("Porto", "PRT", NORTHLINE, 0.45, 2400),
    Site("Manila", "MNL", NORTHLINE, 0.42, 1200),
    Site("Rotterdam", "RTM", HOUSE, 0.13, 4500),
)
SHIPMENTS, DOCUMENTS, BILLING = "shipment-care", "customs-and-documents", "billing-support"
PORTO, MANILA, ROTTERDAM = range(3)
IN_HOUSE: Final = "in-house-desk"
CONTACT_TYPES: Final = (
    ContactType("shipment tracking", "SHP-TRACK", SHIPMENTS, 0.22, 0.08, 0.40),
    ContactType("delivery delay", "SHP-DELAY", SHIPMENTS, 0.14, 0.10, 0.40),
    ContactType("pick-up change", "SHP-PICKUP", SHIPMENTS, 0.10, 0.08, 0.30),
    ContactType("damage claim", "SHP-DAMAGE", SHIPMENTS, 0.06, 0.14, 0.40),
    ContactType("customs documents", "DOC-CUSTOMS", DOCUMENTS, 0.14, 0.13, 0.80),
    ContactType("bill of lading", "DOC-BL", DOCUMENTS, 0.07, 0.10, 0.60),
    ContactType("certificate of origin", "DOC-ORIGIN", DOCUMENTS, 0.02, 0.10, 0.40),
    ContactType("invoice query", "BIL-INVOICE", BILLING, 0.14, 0.11, 0.25),
    ContactType("credit note", "BIL-CREDIT", BILLING, 0.05, 0.13, 0.25),
    ContactType("rate query", "BIL-RATE", BILLING, 0.06, 0.09, 0.25),
)
SEGMENTS: Final = ("Strategic", "Core", "Small")
LATE, FAST, CAME_BACK, REOPENED = 0.055, 0.90, 0.105, 0.05
TARGETED, BY_PROVIDER, BY_CLIENT = 0.97, 0.08, 0.04

PLANTED: Final = (
    Planted(
        "watermelon", "Manila", "customs documents", None, date(2025, 3, 1), date(2025, 12, 1),
        0.02, 0.96, 0.48, 0.22,
        "A new team closes cases once the form is sent, not once customs accept it; each closing is in time.",
    ),
    Planted(
        "watermelon", "Porto", "invoice query", "Strategic", date(2024, 9, 1), date(2025, 8, 1),
        0.02, 0.96, 0.46, 0.20,
        "Invoices of the largest accounts are explained, not corrected; corrections wait for the client's billing run.",
    ),
    Planted(
        "watermelon", "Manila", "bill of lading", None, date(2025, 6, 1), date(2025, 12, 1),
        0.03, 0.95, 0.40, 0.18,
        "The team of the customs documents takes over the bills of lading and brings its habit along.",
    ),
    Planted(
        "inverse", "Rotterdam", "damage claim", None, date(2024, 1, 1), date(2025, 12, 1),
        0.30, 0.70, 0.05, 0.02,
        "The in-house desk takes its time with claims and settles them for good.",
    ),
    Planted(
        "inverse", "Porto", "delivery delay", None, date(2024, 4, 1), date(2024, 12, 1),
        0.24, 0.72, 0.04, 0.02,
        "Short of people after a move, Porto answers late but calls every customer back itself.",
    ),
)  # fmt: skip
