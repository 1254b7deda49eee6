"""Edge cases of rates, indices, calendars and of what is held, one test each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.settlement.settling import agreement, amounts, statements
from truegreen.model.statement import Statement

REGIMES = Path(__file__).parent.parent / "regimes"
ROUNDED = "rounding: {digits: 2, mode: half-up}"


def days_late(name: str, amount: str = "1.00", more: str = "paid: same invoice") -> str:
    """Give a clause that credits an amount for each day that a figure says."""
    return f"""
  {name}:
    kind: delay-damages
    owed_by: provider
    late: {name}-days
    each: day
    fractions: pro rata
    amount: {amount}
    grace: {{width: 0 d, beyond: only the excess}}
    gathered: month
    {more}
    {ROUNDED}"""


def found(each: Statement) -> list[str]:
    """Give the names of what a statement's reader should know."""
    return [finding.id for finding in each.findings]


def line(each: Statement, name: str) -> str:
    return amounts(each).get(name, "nothing")


def table(*rows: str) -> str:
    return "period,name,value,reported\n" + "\n".join(row + "," * (3 - row.count(",")) for row in rows)


# --- rates

FX = f"""
currency: USD
figures: {{average: {{unit: score}}}}
charges: {{fee: 1000.00}}
terms:
  fx:
    kind: currency-band
    base: {{charges: [fee], credits: before credits, month: month measured}}
    baseline: 2.0
    rate: average
    compared: rate by baseline
    band: {{width: 0 %, beyond: only the excess}}
    share: 100 %
    discount: 100 %
    paid: same invoice
    {ROUNDED}
"""


@pytest.mark.parametrize("rate", ["none", "0"])
def test_a_month_with_a_missing_rate_moves_nothing_and_says_so(rate: str) -> None:
    january, february = statements(agreement(FX), table("2025-01,average,2.2", f"2025-02,average,{rate}"), "2025-02")
    assert line(january, "fx") == "100.00 USD"
    assert line(february, "fx") == "nothing"
    assert str(february.total) == "1,000.00 USD"
    assert found(january) == []
    assert len(found(february)) == 1


# --- tax


def test_a_balance_that_is_brought_forward_was_taxed_before() -> None:
    tax = "{kind: tax, rate: 20 %, credits: after credits, held: when released, rounds: the total, " + ROUNDED + "}"
    balance = "{kind: credit-balance, excess: carried to the next invoice, at_the_end: paid out}"
    late = days_late("late", amount="1500.00")
    text = agreement(f"""
currency: EUR
figures: {{late-days: {{unit: days}}}}
charges: {{fee: 1000.00}}
terms: {late}
  vat: {tax}
  balance: {balance}
""")
    january, february = statements(text, table("2025-01,late-days,1", "2025-02,late-days,0"), "2025-02")
    assert (line(january, "vat"), str(january.total)) == ("-100.00 EUR", "0.00 EUR")
    assert (line(february, "vat"), line(february, "balance.brought 2025-01")) == ("200.00 EUR", "-600.00 EUR")


# --- indices


def indexed(index: str = "cpi", more: str = "may_fall: yes", charges: str = "fee") -> str:
    return f"""
starts: 2024-01-01
currency: EUR
part_months: by days
figures: {{cpi: {{unit: points}}, cpih: {{unit: points}}, link: {{unit: score}}, final: {{unit: points}}}}
charges: {{fee: 1000.00}}
terms:
  index:
    kind: indexation
    charges: [{charges}]
    series: Consumer prices
    index: {index}
    basis: the year before
    base_month: 2023-10-01
    months_behind: 3
    first: 2025-01-01
    every: year
    sensitivity: 100 %
    compounds: yes
    revised: {"yes" if "revisions" in index else "no"}
    {more}
    {ROUNDED}
"""


def fees(text: str, rows: Iterable[str], until: str = "2026-01") -> list[str]:
    """Give the fee of the first month of each year."""
    every = statements(agreement(text), table(*rows), until)
    return [line(each, "fee") for each in every if each.period.start.month == 1]


def test_a_series_that_is_re_based_goes_on_by_its_factor() -> None:
    rows = ["2023-10,cpi,250", "2024-10,cpi,260", "2025-10,cpi,106.6", "2025-01,link,0.4"]
    assert fees(indexed("{figure: cpi, chained: link}"), rows) == ["1,000.00 EUR", "1,040.00 EUR", "1,066.00 EUR"]


def test_a_series_that_is_discontinued_goes_on_by_its_successor() -> None:
    rows = ["2023-10,cpi,250", "2024-10,cpi,260", "2025-02,cpi,262", "2025-02,cpih,131", "2025-10,cpih,133.25"]
    successor = "{figure: cpih, from: 2025-03-01, linked_in: 2025-02-01}"
    text = indexed(f"{{figure: cpi, successor: {successor}}}")
    assert fees(text, rows) == ["1,000.00 EUR", "1,040.00 EUR", "1,066.00 EUR"]


def test_a_series_that_is_discontinued_without_a_successor_leaves_prices_and_says_so() -> None:
    every = statements(agreement(indexed()), table("2023-10,cpi,250", "2024-10,cpi,260"), "2026-02")
    assert [line(each, "fee") for each in every[-3:]] == ["1,040.00 EUR"] * 3
    assert [found(each) for each in every[-3:]] == [[], ["index-value-missing"], []]


@pytest.mark.parametrize(
    ("index", "after"), [("cpi", "1,040.00 EUR"), ("{figure: cpi, revisions: final}", "1,050.00 EUR")]
)
def test_an_index_revised_after_invoicing_changes_the_invoice_only_if_agreed(index: str, after: str) -> None:
    rows = ["2023-10,cpi,100", "2024-10,cpi,104"]
    assert fees(indexed(index), rows, "2025-01")[-1] == "1,040.00 EUR"
    assert fees(indexed(index), [*rows, "2024-10,final,105"], "2025-01")[-1] == after


@pytest.mark.parametrize(
    ("falls", "fee"),
    [("forfeited", ["1,000.00 EUR", "1,000.00 EUR", "1,050.00 EUR"]),
     ("carried forward", ["1,000.00 EUR", "1,000.00 EUR", "1,020.00 EUR"])],
)  # fmt: skip
def test_negative_inflation_lowers_no_price_that_only_rises(falls: str, fee: list[str]) -> None:
    rows = ["2023-10,cpi,100", "2024-10,cpi,97", "2025-10,cpi,101.85"]
    assert fees(indexed(more=f"may_fall: no\n    falls: {falls}"), rows) == fee


@pytest.mark.parametrize(
    ("more", "rows", "unsaid"),
    [
        ("may_fall: no", ["2023-10,cpi,100", "2024-10,cpi,97"], "falls"),
        ("may_fall: yes\n    at_most: 2 %", ["2023-10,cpi,100", "2024-10,cpi,104"], "excess"),
    ],
)
def test_what_decides_and_is_not_said_is_an_error_once_it_decides(more: str, rows: list[str], unsaid: str) -> None:
    calm = statements(agreement(indexed(more=more)), table("2023-10,cpi,100", "2024-10,cpi,101"), "2025-01")[-1]
    assert found(calm) == []
    last = statements(agreement(indexed(more=more)), table(*rows), "2025-01")[-1]
    assert [(each.id, each.remedy) for each in last.findings] == [("index-unsaid", f"Say it: {unsaid}.")]


def test_compounding_must_be_said_only_when_a_second_change_comes() -> None:
    text = indexed().replace("    compounds: yes\n", "")
    rows = table("2023-10,cpi,100", "2024-10,cpi,110", "2025-10,cpi,121")
    assert [found(each) for each in statements(agreement(text), rows, "2026-01") if each.findings] == [["index-unsaid"]]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("    index: cpi\n", "", "index-unsaid"),
        (
            "    index: cpi\n",
            "    components: [{index: cpi, weight: 60 %}]\n    fixed: 30 %\n",
            "index-shares-not-whole",
        ),
        ("    compounds: yes\n", "    compounds: yes\n    averaged: 0\n", "index-unsaid"),
        ("    months_behind: 3\n", "    months_behind: 99999\n", "index-unsaid"),
    ],
)
def test_an_indexation_that_cannot_be_meant_leaves_prices_and_says_so(old: str, new: str, name: str) -> None:
    text = indexed().replace(old, new)
    last = statements(agreement(text), table("2023-10,cpi,100", "2024-10,cpi,110"), "2025-01")[-1]
    assert line(last, "fee") == "1,000.00 EUR"
    assert found(last) == [name]


def test_prices_that_change_within_a_month_need_to_know_how_it_counts() -> None:
    text = indexed().replace("part_months: by days\n", "").replace("first: 2025-01-01", "first: 2025-01-11")
    last = statements(agreement(text), table("2023-10,cpi,100", "2024-10,cpi,110"), "2025-01")[-1]
    assert found(last) == ["part-month-unsaid"]


def test_two_clauses_on_one_price_multiply() -> None:
    text = indexed(charges="cases").replace(
        "terms:",
        f"""pipeline: [index, more, cases]
terms:
  cases: {{kind: unit-price, service: care, unit: case, counts: units, price: 10.00, fractions: pro rata,
    paid: same invoice, {ROUNDED}}}""",
    )
    own = text.split("\n  index:\n")[1]
    text = f"{text}  more:\n{own}".replace("figures: {", "figures: {units: {unit: count}, ")
    rows = table("2023-10,cpi,100", "2024-10,cpi,110", "2025-01,units,10")
    assert line(statements(agreement(text), rows, "2025-01")[-1], "cases") == "121.00 EUR"


def test_65_per_cent_of_consumer_prices_saves_12_5_million_on_50_million_a_year_from_1998_to_2005() -> None:
    """The published comparison (TPI), from the regime's text; where changes compound it is 13.6 million."""
    text = (REGIMES / "index_sensitivity" / "agreement.yml").read_text("utf-8")
    values = zip(range(1998, 2006), (163.0, 166.6, 172.2, 177.1, 179.9, 184.0, 188.9, 195.3), strict=True)
    rows = table(*(f"{year},cpi,{value}" for year, value in values))
    for compounds, millions in (("no", "12.5"), ("yes", "13.6")):
        said = text.replace("compounds: no", f"compounds: {compounds}")
        every = [
            {each.id: each.amount.amount for each in one.lines} for one in statements(agreement(said), rows, "2005")
        ]
        saved = sum(each["in-full"] - each["in-part"] for each in every)
        assert str(saved / 1_000_000).startswith(millions)


# --- calendars

DELIVERY = f"""
currency: EUR
starts: 2024-01-01
figures: {{live: {{unit: name}}}}
charges: {{fee: 1000.00}}
terms:
  late:
    kind: delay-damages
    owed_by: provider
    delivery: {{due: 2025-03-28, figure: live, counted: calendar days}}
    each: day
    fractions: whole ones only
    rate: 0.3
    value: 36600.00
    lasting: {{from: 2024-01-01, to: 2024-12-31}}
    grace: {{width: 0 d, beyond: only the excess}}
    gathered: whole term
    paid: same invoice
    {ROUNDED}
"""


def test_a_leap_day_is_one_of_the_days_that_a_price_is_divided_by() -> None:
    last = statements(agreement(DELIVERY), table("2025-03,live,yes,2025-03-29"), "2025-03")[-1]
    assert line(last, "late") == "-30.00 EUR"  # 0.3 × 36,600 / 366 days


@pytest.mark.parametrize(
    ("month", "due", "done"), [("2025-03", "2025-03-28", "2025-03-31"), ("2025-10", "2025-10-24", "2025-10-27")]
)
def test_a_day_of_23_or_25_hours_is_a_day(month: str, due: str, done: str) -> None:
    text = DELIVERY.replace("due: 2025-03-28", f"due: {due}") + "zone: Europe/London\n"
    last = statements(agreement(text), table(f"{month},live,yes,{done}"), month)[-1]
    assert line(last, "late") == "-90.00 EUR"


def test_a_month_cut_on_the_day_the_clocks_change_counts_whole_days() -> None:
    text = "currency: EUR\nzone: Europe/London\nstarts: 2025-03-30\npart_months: by days\ncharges: {fee: 3100.00}\n"
    assert line(statements(agreement(text), "period,name,value\n", "2025-03")[-1], "fee") == "200.00 EUR"


CLOSED = """
calendars: {closed: {zone: Europe/London, open: []}}
measures: {on-time: {metric: reported, unit: share, better: higher, target: 90 %}}
"""


def test_a_month_without_a_service_day_is_paid_and_credits_nothing() -> None:
    text = CLOSED + DELIVERY.replace("calendar days", "business days, calendar: closed").replace(
        "terms:",
        f"""terms:
  miss:
    kind: service-credit
    measure: on-time
    level: target
    base: {{charges: [fee], credits: before credits, month: month measured}}
    deadband: {{width: 0 %, beyond: only the excess}}
    per_point: {{share: 1 %, fractions: pro rata}}
    unmeasured: neither met nor missed
    paid: same invoice
    {ROUNDED}""",
    )
    last = statements(agreement(text), table("2025-04,on-time,0/0"), "2025-04")[-1]
    assert amounts(last) == {"fee": "1,000.00 EUR"}


CUT = f"""
currency: EUR
starts: 2025-01-17
ends: 2025-03-10
part_months: by days
figures: {{late-days: {{unit: days}}}}
charges: {{fee: 3100.00}}
terms:{days_late("late", "1000.00")}
  at-risk:
    kind: liability-cap
    per: month
    covers: [late]
    share: 10 %
    base: {{charges: [fee], credits: before credits, month: month measured}}
    excess: forfeited
"""


def test_a_cut_month_has_its_part_of_the_charges_and_of_what_is_at_risk() -> None:
    rows = table("2025-01,late-days,1", "2025-02,late-days,1", "2025-03,late-days,1")
    every = statements(agreement(CUT), rows, "2025-03")
    assert [(line(each, "fee"), line(each, "late")) for each in every] == [
        ("1,500.00 EUR", "-150.00 EUR"), ("3,100.00 EUR", "-310.00 EUR"), ("1,000.00 EUR", "-100.00 EUR")
    ]  # fmt: skip


def test_months_from_the_22nd_fill_contract_years_from_the_22nd() -> None:
    text = f"""
currency: EUR
starts: 2024-11-22
month_starts_on: 22
figures: {{late-days: {{unit: days}}}}
terms:{days_late("late", "60.00")}
  year:
    kind: liability-cap
    per: contract year
    covers: [late]
    amount: 100.00
    excess: forfeited
"""
    rows = table(*(f"{each},late-days,1" for each in
                   ("2025-09-22..2025-10-21", "2025-10-22..2025-11-21", "2025-11-22..2025-12-21")))  # fmt: skip
    every = statements(agreement(text), rows, "2025-11-22..2025-12-21")
    assert [line(each, "late") for each in every[-3:]] == ["-60.00 EUR", "-40.00 EUR", "-60.00 EUR"]


def test_contract_years_may_begin_in_another_month_than_the_term() -> None:
    text = f"""
currency: EUR
starts: 2025-04-15
ends: 2027-03-31
part_months: whole
year_starts_in: January
figures: {{late-days: {{unit: days}}}}
terms:{days_late("late", "60.00", "paid: year end")}
  year:
    kind: liability-cap
    per: contract year
    covers: [late]
    amount: 100.00
    excess: forfeited
"""
    rows = table("2025-04,late-days,1", "2025-12,late-days,1", "2026-01,late-days,1", "2027-01,late-days,1")
    every = {str(each.period): list(amounts(each).values()) for each in statements(agreement(text), rows, "2027-03")}
    assert {period: lines for period, lines in every.items() if lines} == {
        "2025-12": ["-60.00 EUR", "-40.00 EUR"], "2026-12": ["-60.00 EUR"], "2027-03": ["-60.00 EUR"]
    }  # fmt: skip


def test_a_first_settled_year_is_cut_where_years_begin_in_another_month() -> None:
    text = """
currency: EUR
starts: 2016-04-01
settled_every: year
part_months: by days
year_starts_in: January
charges: {fee: 366.00}
"""
    every = statements(agreement(text), table(), "2017")
    assert {str(each.period): line(each, "fee") for each in every} == {
        "2016-04-01..2016-12-31": "275.00 EUR", "2017": "366.00 EUR"
    }  # fmt: skip


# --- what is held

DISPUTE = f"""
currency: EUR
figures: {{disputed: {{unit: money}}, owed: {{unit: money}}, dropped: {{unit: money}}}}
charges: {{fee: 1000.00}}
terms:
  dispute:
    kind: dispute-hold
    lines: [fee]
    by: client
    disputed: disputed
    released: owed
    dropped: dropped
    {ROUNDED}
"""


def test_a_dispute_is_resolved_in_the_next_year() -> None:
    rows = table("2025-11,disputed,300", "2026-02,owed,200", "2026-02,dropped,100")
    every = statements(agreement(DISPUTE), rows, "2026-02")
    assert [str(each.held().get("dispute", 0)) for each in every[-5:]] == ["0", *["300.00 EUR"] * 3, "0"]
    assert line(every[-1], "dispute.released") == "200.00 EUR"
    assert sum(each.total.amount for each in every) == 13900


VAT = f"""
currency: EUR
figures: {{late-days: {{unit: days}}}}
charges: {{fee: 1000.00}}
terms:{days_late("late", "100.00")}
  vat: {{kind: tax, rate: 20 %, credits: CREDITS, held: at once, rounds: the total, {ROUNDED}}}
"""


@pytest.mark.parametrize(
    ("credits_", "vat", "total"), [("after credits", "180.00", "1,080.00"), ("before credits", "200.00", "1,100.00")]
)
def test_credits_lower_the_tax_or_do_not(credits_: str, vat: str, total: str) -> None:
    last = statements(agreement(VAT.replace("CREDITS", credits_)), table("2025-01,late-days,1"), "2025-01")[-1]
    assert (line(last, "vat"), str(last.total)) == (f"{vat} EUR", f"{total} EUR")


@pytest.mark.parametrize(
    ("currency", "late", "tax"), [("JPY", "-33 JPY", "97 JPY"), ("KWD", "-33.333 KWD", "96.667 KWD")]
)
def test_a_currency_has_the_digits_it_has(currency: str, late: str, tax: str) -> None:
    text = f"""
currency: {currency}
figures: {{one-days: {{unit: days}}, two-days: {{unit: days}}, three-days: {{unit: days}}}}
charges: {{fee: 1000}}
terms:{
        "".join(
            days_late(name, "100").replace(ROUNDED, ROUNDED.replace("2", str(0 if currency == "JPY" else 3)))
            for name in ("three", "two", "one")
        )
    }
  at-risk:
    kind: liability-cap
    per: month
    covers: [one, two, three]
    amount: 100
    excess: forfeited
  vat: {{kind: tax, rate: 10 %, lines: [fee, one], credits: after credits, held: at once, rounds: the total,
    rounding: {{digits: {0 if currency == "JPY" else 3}, mode: half-up}}}}
"""
    rows = table("2025-01,one-days,1", "2025-01,two-days,1", "2025-01,three-days,1")
    last = statements(agreement(text), rows, "2025-01")[-1]
    assert (line(last, "one"), line(last, "vat")) == (late, tax)
    assert sum(each.amount.amount for each in last.lines if each.term in ("one", "two", "three")) == -100


BALANCE = f"""
currency: EUR
ends: 2025-03-31
figures: {{late-days: {{unit: days}}}}
charges: {{fee: 100.00}}
terms:{days_late("late", "100.00")}
  balance: {{kind: credit-balance, excess: EXCESS, at_the_end: paid out}}
"""


@pytest.mark.parametrize(
    ("excess", "totals"),
    [("carried to the next invoice", ["0.00 EUR", "0.00 EUR", "-50.00 EUR"]),
     ("paid out", ["-150.00 EUR", "100.00 EUR", "0.00 EUR"])],
)  # fmt: skip
def test_a_credit_larger_than_the_invoice_is_carried_or_paid_in_cash(excess: str, totals: list[str]) -> None:
    text = BALANCE.replace("EXCESS", excess)
    every = statements(agreement(text), table("2025-01,late-days,2.5", "2025-03,late-days,1"), "2025-03")
    assert [str(each.total) for each in every] == totals


AFTER_THE_END = f"""
currency: EUR
ends: 2025-03-31
figures: {{late-days: {{unit: days}}}}
charges: {{fee: 1000.00}}
terms:{days_late("late", "40.00")}
  year:
    kind: liability-cap
    per: contract year
    covers: [late]
    share: 2 %
    base: {{charges: [fee], credits: before credits, month: month measured}}
    excess: forfeited
"""


def test_lines_after_the_term_belong_to_its_last_year_and_stay_within_its_cap() -> None:
    rows = table(*(f"2025-0{each},late-days,1" for each in (3, 4, 5, 6)))
    every = statements(agreement(AFTER_THE_END), rows, "2025-06")
    assert [line(each, "late") for each in every[2:]] == ["-40.00 EUR", "-20.00 EUR", "0.00 EUR", "0.00 EUR"]


def test_a_cap_whose_number_is_not_given_limits_nothing_and_says_so() -> None:
    text = AFTER_THE_END.replace(
        "base: {charges: [fee], credits: before credits, month: month measured}", "of: estimate"
    )
    text = text.replace("late-days: {unit: days}", "late-days: {unit: days}, estimate: {unit: money}")
    last = statements(agreement(text), table("2025-01,late-days,1"), "2025-01")[-1]
    assert (line(last, "late"), found(last)) == ("-40.00 EUR", ["limit-unknown"])
