"""The fact tables: grain, key, columns, types and meaning, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from truegreen.model.clock import STEPS

# A column's kind, and its type in DuckDB and in Ibis.
DUCKDB: Final = {
    "text": "VARCHAR", "integer": "BIGINT", "decimal": "DECIMAL(18,4)", "time": "TIMESTAMP", "date": "DATE",
    "boolean": "BOOLEAN",
}  # fmt: skip
IBIS: Final = {
    "text": "string", "integer": "int64", "decimal": "decimal(18,4)", "time": "timestamp", "date": "date",
    "boolean": "boolean",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact table.

    Attributes:
        name: its name in mappings, metrics and queries; units sit in the name.
        kind: text, integer, decimal (18 digits, 4 after the point), time (UTC), date or boolean.
        says: what it means.
        required: rows without it are refused.
        one_of: the only values it may take, if it is a choice.
        dated: for a time: a column ``…_on`` with the local day is kept beside it, to count by.
        person: for a text: it names a person, and only a pseudonym of it is kept.
    """

    name: str
    kind: str
    says: str
    required: bool = False
    one_of: tuple[str, ...] = ()
    dated: bool = False
    person: bool = False

    @property
    def day(self) -> str:
        """Name the column that holds the local day of a dated time."""
        return "on" if self.name == "at" else self.name.removesuffix("_at") + "_on"


@dataclass(frozen=True, slots=True)
class Table:
    """One fact table.

    Attributes:
        name: its name.
        grain: what one row is.
        key: the columns that tell rows apart.
        columns: what may be loaded.
        month_of: columns whose first present value puts a row into its month; empty for a table kept whole.
        slices: the slices it carries itself.
        through: tables it finds its other slices in, in order (by ``case_id``, then ``account_id``).
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    month_of: tuple[str, ...] = ()
    slices: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def derived(self) -> tuple[Column, ...]:
        """Give the columns that loading adds: local days, where each row came from and when."""
        days = tuple(Column(c.day, "date", f"Local day of {c.name}") for c in self.columns if c.dated)
        return (
            *days,
            Column("source", "text", "File the row came from"),
            Column("ingested_at", "time", "When it was loaded"),
        )

    @property
    def stored(self) -> tuple[Column, ...]:
        """Give every column as it is stored."""
        return self.columns + self.derived

    @property
    def people(self) -> tuple[str, ...]:
        """Name the columns that hold people."""
        return tuple(column.name for column in self.columns if column.person)

    def column(self, name: str) -> Column | None:
        """Find a column that may be loaded."""
        return next((c for c in self.columns if c.name == name), None)


SLICES: Final = (
    "provider",
    "site",
    "team",
    "service",
    "contact_type",
    "channel",
    "priority",
    "language",
    "segment",
    "tier",
)


def _text(name: str, says: str, *one_of: str, required: bool = False) -> Column:
    return Column(name, "text", says, required, one_of)


def _person(name: str, says: str) -> Column:
    return Column(name, "text", says, person=True)


def _time(name: str, says: str, *, required: bool = False, dated: bool = False) -> Column:
    return Column(name, "time", says, required, dated=dated)


_WHERE: Final = (
    _text("provider", "Company that did the work"),
    _text("site", "Place where it was done"),
    _text("team", "Team that did it"),
    _person("agent_id", "Pseudonym of the person who did it"),
)

CASE: Final = Table(
    "case",
    "one unit of delivered work for a customer: ticket, issue behind calls, invoice, deliverable",
    ("case_id",),
    (
        _text("case_id", "The case", required=True),
        _text("account_id", "The client's customer, as a company"),
        _person("customer_id", "Pseudonym of the person who asked"),
        _text("service", "Service of the agreement"),
        _text("contact_type", "What it was about"),
        _text("channel", "How it came in"),
        *_WHERE,
        _text("language", "Language spoken"),
        _text("priority", "Priority as set at the end"),
        _text("zone", "Time zone of the customer, like Europe/Madrid"),
        _time("opened_at", "When it was opened; where nobody knows, it counts from its other times", dated=True),
        _time("first_response_at", "When somebody first answered"),
        _time("due_at", "When it had to be resolved", dated=True),
        _time("resolved_at", "When it was resolved, last time", dated=True),
        _time("closed_at", "When it was closed", dated=True),
        Column("reopened", "integer", "Times it was reopened"),
        Column("reassigned", "integer", "Times it changed team"),
        Column("escalated", "boolean", "Whether it went to a higher level"),
        _text("raised_by", "Who raised it", "customer", "provider", "client", "system"),
        Column("on_target", "boolean", "What the source's own clock said at the end"),
        Column("waiting_seconds", "integer", "Seconds the source says it waited for the customer"),
        Column("work_seconds", "integer", "Seconds of work on it"),
        Column("cost", "decimal", "What it cost, in the project's currency"),
    ),
    ("opened_at", "due_at", "resolved_at"),
    ("provider", "site", "team", "service", "contact_type", "channel", "priority", "language"),
    ("account",),
)
INTERACTION: Final = Table(
    "interaction",
    "one touch: call, chat, mail",
    ("interaction_id",),
    (
        _text("interaction_id", "The touch", required=True),
        _text("case_id", "The case it belongs to"),
        _text("account_id", "The client's customer, as a company"),
        _person("customer_id", "Pseudonym of the person"),
        *_WHERE,
        _text("channel", "Call, chat, mail …"),
        _time("offered_at", "When it reached the queue", required=True, dated=True),
        _time("answered_at", "When a person answered"),
        _time("abandoned_at", "When the customer gave up"),
        _time("ended_at", "When it ended"),
        Column("talk_seconds", "integer", "Seconds talking"),
        Column("hold_seconds", "integer", "Seconds on hold"),
        Column("wrap_seconds", "integer", "Seconds of work after it"),
        _text("ended_by", "Who ended it", "customer", "agent", "system"),
        Column("transferred", "boolean", "Whether it was passed on"),
    ),
    ("offered_at",),
    ("provider", "site", "team", "channel"),
    ("case", "account"),
)
CASE_EVENT: Final = Table(
    "case_event",
    "one change of state of a case",
    ("case_id", "at", "kind", "number"),
    (
        _text("case_id", "The case", required=True),
        _time("at", "When it happened", required=True, dated=True),
        Column("number", "integer", "Order among events of one case at one time"),
        _text("kind", "What happened", *STEPS, required=True),
        _text("team", "Team that had it then"),
        _person("agent_id", "Pseudonym of the person who had it"),
        _text("priority", "Priority from then on, where the source tells"),
        _text("calendar", "Hours it was worked by from then on, where the source tells"),
        _text("state", "The source's own word for how it stood from then on"),
        Column("on_target", "boolean", "What the source's own clock said then"),
    ),
    ("at",),
    ("team",),
    ("case", "account"),
)
DECLARED_CLOCK: Final = Table(
    "declared_clock",
    "what a source's own clock says about a case",
    ("case_id", "clock", "number"),
    (
        _text("case_id", "The case", required=True),
        _text("clock", "What the source calls the clock", required=True),
        Column("number", "integer", "Which run of it, from 1"),
        _text("state", "How it stood", "running", "paused", "stopped", "cancelled"),
        _time("started_at", "When it started", dated=True),
        _time("stopped_at", "When it stopped", dated=True),
        _time("due_at", "When it was or is due"),
        Column("target_seconds", "integer", "Seconds it may take"),
        Column("elapsed_seconds", "integer", "Seconds it has run, around the clock, less its pauses"),
        Column("business_seconds", "integer", "Seconds it has run by its calendar, less its pauses"),
        Column("paused_seconds", "integer", "Seconds it stood still, around the clock"),
        Column("business_paused_seconds", "integer", "Seconds it stood still, by its calendar"),
        Column("breached", "boolean", "Whether the source calls it breached"),
        _text("priority", "Priority it was held to"),
        _text("calendar", "Hours it ran by"),
        _text("zone", "Zone its hours are read in"),
    ),
    ("started_at", "due_at", "stopped_at"),
    (),
    ("case", "account"),
)
HOURS: Final = Table(
    "hours",
    "one opening period a week of a calendar, as the source keeps it",
    ("calendar", "since", "opens_minute"),
    (
        _text("calendar", "The calendar", required=True),
        Column("since", "date", "First day these hours hold; empty for always"),
        _text("title", "What people call it"),
        _text("zone", "Time zone, like Europe/Lisbon", required=True),
        Column("opens_minute", "integer", "Local minutes from Monday 00:00, when it opens", required=True),
        Column("closes_minute", "integer", "Local minutes from Monday 00:00, when it closes", required=True),
    ),
)
HOLIDAY: Final = Table(
    "holiday",
    "days on which a calendar is closed",
    ("calendar", "first_on"),
    (
        _text("calendar", "The calendar", required=True),
        Column("first_on", "date", "First day closed", required=True),
        Column("last_on", "date", "Last day closed; the first if left out"),
        _text("title", "What the day is called"),
    ),
)
FEEDBACK: Final = Table(
    "feedback",
    "one survey answer or non-answer",
    ("feedback_id",),
    (
        _text("feedback_id", "The survey", required=True),
        _text("kind", "What was asked", "csat", "nps", "ces", "rating", required=True),
        Column("value", "decimal", "The answer; empty if there was none"),
        Column("scale_min", "decimal", "Lowest answer possible"),
        Column("scale_max", "decimal", "Highest answer possible"),
        _text("case_id", "The case it was about"),
        _text("account_id", "The client's customer, as a company"),
        _time("eligible_at", "When the customer could have been asked"),
        _time("invited_at", "When they were asked"),
        _time("answered_at", "When they answered"),
        _time(
            "asked_at",
            "When it counts: asked, else eligible, else answered; filled in if left out",
            dated=True,
        ),
    ),
    ("asked_at",),
    (),
    ("case", "account"),
)
QUALITY: Final = Table(
    "quality",
    "one evaluated unit of work",
    ("evaluation_id",),
    (
        _text("evaluation_id", "The evaluation", required=True),
        _text("case_id", "The case looked at"),
        _person("evaluator_id", "Pseudonym of who looked"),
        *_WHERE,
        _time("evaluated_at", "When it was looked at", required=True, dated=True),
        Column("score", "decimal", "Score, 0 to 100"),
        Column("customer_critical", "boolean", "An error that spoils it for the customer"),
        Column("business_critical", "boolean", "An error that costs the business"),
        Column("compliance_critical", "boolean", "An error that breaks a rule"),
        Column("calibrated", "boolean", "Whether the evaluation was calibrated"),
    ),
    ("evaluated_at",),
    ("provider", "site", "team"),
    ("case", "account"),
)
ACCOUNT: Final = Table(
    "account",
    "one customer of the client, as it was from one day on",
    ("account_id", "valid_from"),
    (
        _text("account_id", "The account", required=True),
        Column("valid_from", "date", "First day this row holds; empty for always"),
        _text("segment", "Segment"),
        _text("tier", "Value tier"),
        Column("recurring_revenue", "decimal", "Recurring revenue a month, in the project's currency"),
        Column("started_on", "date", "First day as a customer"),
        Column("renewal_on", "date", "Day of the next renewal"),
        Column("decision_on", "date", "Day on which notice was given"),
        Column("ended_on", "date", "Last day as a customer"),
        _person("owner", "Pseudonym of who looks after it"),
        Column("referenceable", "boolean", "Whether it would be a reference"),
    ),
    (),
    ("segment", "tier"),
)
ACCOUNT_MONTH: Final = Table(
    "account_month",
    "one account in one month",
    ("account_id", "month"),
    (
        _text("account_id", "The account", required=True),
        Column("month", "date", "First day of the month", required=True),
        Column("recurring_revenue", "decimal", "Recurring revenue at the start of the month"),
        Column("expansion", "decimal", "Revenue gained in the month"),
        Column("contraction", "decimal", "Revenue lost in the month by staying customers"),
        Column("churned", "boolean", "Whether it left in the month"),
        Column("engagement", "decimal", "How much it used the product"),
    ),
    ("month",),
    (),
    ("account",),
)
SIGNAL: Final = Table(
    "signal",
    "something that commercial people hear",
    ("account_id", "at", "kind"),
    (
        _text("account_id", "The account", required=True),
        _time("at", "When it was heard", required=True, dated=True),
        _text(
            "kind",
            "What it was",
            "escalation",
            "complaint",
            "reference_declined",
            "competitor_named",
            "direct_line_request",
            "sales_concern",
            "praise",
            required=True,
        ),
        Column("severity", "integer", "How serious, 1 to 5"),
        _person("said_by", "Pseudonym of who said it"),
    ),
    ("at",),
    (),
    ("account",),
)
ENGAGEMENT: Final = Table(
    "engagement",
    "one thing an account did of its own accord that shows it is there",
    ("account_id", "at", "kind", "reference"),
    (
        _text("account_id", "The account", required=True),
        _time("at", "When it did", required=True, dated=True),
        _text("kind", "What it did", "order", "login", "review", "reference", "training", "other", required=True),
        _text("reference", "The source's own number for it"),
        Column("amount", "decimal", "What it is worth, for an order"),
    ),
    ("at",),
    (),
    ("account",),
)
OFFER: Final = Table(
    "offer",
    "an offer made after the problem was solved",
    ("account_id", "case_id", "at"),
    (
        _text("account_id", "The account", required=True),
        _text("case_id", "The case before it"),
        _time("at", "When it was made", required=True, dated=True),
        _text("product", "What was offered"),
        Column("amount", "decimal", "What it is worth"),
        Column("accepted", "boolean", "Whether it was taken"),
        _text("arm", "Arm of the pilot"),
    ),
    ("at",),
    (),
    ("case", "account"),
)
SAVE: Final = Table(
    "save",
    "an attempt to keep an account, and its outcome",
    ("account_id", "at"),
    (
        _text("account_id", "The account", required=True),
        _text("case_id", "The case before it"),
        _time("at", "When it was tried", required=True, dated=True),
        _text("reason", "Why it was leaving"),
        Column("amount", "decimal", "What it cost"),
        Column("accepted", "boolean", "Whether it stayed"),
        _text("arm", "Arm of the pilot"),
    ),
    ("at",),
    (),
    ("case", "account"),
)
OPPORTUNITY: Final = Table(
    "opportunity",
    "one deal in the making, as it was from one moment on",
    ("opportunity_id", "at"),
    (
        _text("opportunity_id", "The opportunity", required=True),
        _time("at", "From when it stood like this", required=True, dated=True),
        _text("account_id", "The account"),
        _text("kind", "What it is", "renewal", "expansion", "new", "other"),
        _text("stage", "The source's own word for its stage"),
        Column("amount", "decimal", "What it is worth"),
        Column("close_on", "date", "Day on which it is expected to close"),
        Column("closed", "boolean", "Whether it is decided"),
        Column("won", "boolean", "Whether it is won"),
        _person("owner", "Pseudonym of who looks after it"),
    ),
    (),  # kept whole: what a deal first was may lie years before what it became
    (),
    ("account",),
)
ACTIVITY: Final = Table(
    "activity",
    "one touch between commercial people and an account",
    ("activity_id",),
    (
        _text("activity_id", "The touch", required=True),
        _text("account_id", "The account"),
        _time("at", "When it was, or is planned", required=True, dated=True),
        _text("kind", "What it was", "call", "email", "meeting", "task", "other"),
        Column("done", "boolean", "Whether it took place"),
        Column("seconds", "integer", "Seconds it took"),
        _text("outcome", "The source's own word for how it ended"),
        _person("agent_id", "Pseudonym of who did it"),
    ),
    ("at",),
    (),
    ("account",),
)
VOLUME: Final = Table(
    "volume",
    "forecast and actual volume of one interval",
    ("service", "starts_at"),
    (
        _text("service", "Service of the agreement", required=True),
        _time("starts_at", "Start of the interval", required=True, dated=True),
        Column("forecast", "integer", "Volume forecast"),
        _time("locked_at", "When the forecast was locked"),
        Column("actual", "integer", "Volume that came"),
    ),
    ("starts_at",),
    ("service",),
)
COST: Final = Table(
    "cost",
    "money of one category, provider, site, service and month",
    ("month", "provider", "site", "service", "category"),
    (
        Column("month", "date", "First day of the month", required=True),
        _text("provider", "Company"),
        _text("site", "Place"),
        _text("service", "Service of the agreement"),
        _text("category", "What it was spent on", required=True),
        Column("amount", "decimal", "Amount in the project's currency", required=True),
    ),
    ("month",),
    ("provider", "site", "service"),
)
STAFFING: Final = Table(
    "staffing",
    "people of one provider, site, service and month",
    ("month", "provider", "site", "service"),
    (
        Column("month", "date", "First day of the month", required=True),
        _text("provider", "Company"),
        _text("site", "Place"),
        _text("service", "Service of the agreement"),
        Column("headcount", "integer", "People at the start of the month"),
        Column("hired", "integer", "People who joined"),
        Column("departed", "integer", "People who left"),
        Column("paid_seconds", "integer", "Seconds paid"),
        Column("scheduled_seconds", "integer", "Seconds scheduled"),
        Column("productive_seconds", "integer", "Seconds ready or working"),
    ),
    ("month",),
    ("provider", "site", "service"),
)
RELIEF: Final = Table(
    "relief",
    "performance that is excused",
    ("relief_id",),
    (
        _text("relief_id", "The relief", required=True),
        _text("grain", "What is excused", "record", "interval", "day", "incident", "period"),
        _text("case_id", "The case, where one is excused"),
        _time("starts_at", "From when", required=True, dated=True),
        _time("ends_at", "Until when"),
        _text("cause", "Why"),
        _time("aware_at", "When the cause was known"),
        _time("notice_at", "When notice was given"),
        _text("decision", "What was decided", "open", "granted", "refused"),
        _text("evidence", "Where the evidence is"),
    ),
    ("starts_at",),
    (),
    ("case", "account"),
)

TABLES: Final = {
    table.name: table
    for table in (
        CASE, INTERACTION, CASE_EVENT, DECLARED_CLOCK, HOURS, HOLIDAY, FEEDBACK, QUALITY, ACCOUNT, ACCOUNT_MONTH,
        SIGNAL, ENGAGEMENT, OPPORTUNITY, ACTIVITY, OFFER, SAVE, VOLUME, COST, STAFFING, RELIEF,
    )
}  # fmt: skip
