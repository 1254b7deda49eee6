"""Rules of published regimes in fractions, from their sources, with rows about the places where something changes."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from random import Random

from tests.settlement.years import Row, Years, about, percent, rounded

# --- shared savings, as REGIMES R8 infers the rule from the published settlements: losses of BASIC C to E like ENHANCED

AS_INFERRED = """
amends: mssp
number: 1
effective: 2013-01-01
set:
  terms.shared-savings.rounding: {digits: 0, mode: half-up, when: after all clauses}
  terms.shared-savings.rate:
    - by: track
      each: {T1: 50 %, T1+: 50 %, T2: 60 %, T3: 75 %, ENH: 75 %, BA: 40 %, BB: 40 %, BC: 50 %, BD: 50 %, BE: 50 %}
    - quality
  terms.shared-savings.losses:
    minimum: {level: [minimum-rate, benchmark], edge: when reached, counts: everything}
    bears: what the final share leaves
    at_least:
      by: track
      each: {T1: 0 %, BA: 0 %, BB: 0 %, T1+: 30 %, T2: 40 %, T3: 40 %, ENH: 40 %, BC: 40 %, BD: 40 %, BE: 40 %}
    at_most:
      by: track
      each: {T1: 0 %, BA: 0 %, BB: 0 %, T1+: 30 %, T2: 60 %, T3: 75 %, ENH: 75 %, BC: 75 %, BD: 75 %, BE: 75 %}
    excused: disaster
    limits: [loss-limit]
"""
LARGEST = {"T1": 50, "T1+": 50, "BC": 50, "BD": 50, "BE": 50, "BA": 40, "BB": 40, "T2": 60, "T3": 75, "ENH": 75}
MOST = {"T2": 15, "T3": 20, "ENH": 20}


def shared_savings(year: str, row: Row) -> Fraction:
    benchmark, minimum = Fraction(row["benchmark"]), Fraction(row["minimum-rate"])
    saved, track = benchmark - Fraction(row["expenditure"]), row["track"]
    final = Fraction(row["final-share"]) if row["final-share"] else None
    if saved > 0:
        if saved / benchmark < minimum or row["quality-standard"] != "met":
            return Fraction(0)
        rate = percent(LARGEST[track]) * Fraction(row["quality"]) if final is None else final
        cut = 0 if year in ("2019", "2020") else percent(2)
        return rounded(min(saved * rate * (1 - cut), percent(MOST.get(track, 10)) * benchmark), 0)
    if track in ("T1", "BA", "BB") or -saved / benchmark < minimum:
        return Fraction(0)
    assert final is not None
    share = percent(30) if track == "T1+" else min(max(1 - final, percent(40)), percent(60 if track == "T2" else 75))
    borne = max(Fraction(0), -saved * share - Fraction(row["disaster"] or 0))
    return -rounded(min(borne, Fraction(row["loss-limit"])) if row["loss-limit"] else borne, 0)


def organization(random: Random, _: str) -> Row:
    minimum = random.choice((0, 5, 20, 27, 39, 94))
    benchmark = 10 ** random.randrange(4) * random.randrange(10**5, 10**6)
    share = random.choice((1, -1)) * about(random, percent(0), Fraction(minimum, 1000), percent(14), percent(45))
    saved, failed = floor(benchmark * share), random.random() < 0.2
    final = "" if saved > 0 and random.random() < 0.7 else "0" if failed else f"0.{random.randrange(7600):04}"
    return {
        "track": random.choice(list(LARGEST)),
        "benchmark": str(benchmark),
        "expenditure": str(benchmark - saved),
        "minimum-rate": f"0.{minimum:03}",
        "quality-standard": "failed" if failed else "met",
        "quality": f"{random.randrange(10**9 + 1) / 10**9:.9f}",
        "final-share": final,
        "disaster": random.choice(("", "0", f"{abs(saved) // 3}.49")),
        "loss-limit": random.choice(("", "0", str(benchmark // 50))),
    }


# --- joint replacement: 42 CFR 510.305


def reconciled(year: str, row: Row) -> Fraction:
    episodes, payments, score = (Fraction(row[name]) for name in ("episodes", "payments", "score"))
    discount = Fraction(3, 200) if score > 15 else percent(2) if score >= Fraction("6.9") else percent(3)
    target = episodes * (1 - discount)
    if payments <= target:
        most = {"2016": 5, "2017": 5, "2018": 10}.get(year, 20)
        return rounded(min(target - payments, percent(most) * target)) if score >= 5 else Fraction(0)
    if year == "2016":
        return Fraction(0)
    owed = episodes * (1 - discount + (percent(1) if year in ("2017", "2018") else 0))
    most = {"2017": 3}.get(year, 5) if row["hospital"] == "rural" else {"2017": 5, "2018": 10}.get(year, 20)
    return -rounded(min(max(Fraction(0), payments - owed), percent(most) * owed))


def hospital(random: Random, _: str) -> Row:
    episodes = random.randrange(10**5, 10**7)
    spent = about(random, *(percent(each) for each in (70, 87, 92, 97, 98, 100, 102, 103, 107, 125)))
    return {
        "episodes": str(episodes),
        "payments": f"{floor(episodes * spent * 100) / 100:.2f}",
        "score": random.choice(("0", "4.9", "5", "6.8", "6.9", "15", "15.1", "20")),
        "hospital": random.choice(("rural", "other")),
    }


# --- bundled payments: BPCI Advanced


def bundled(year: str, row: Row) -> Fraction:
    discount = 2 if year >= "2023" and row["episode"] == "medical" else 3
    target, quality = Fraction(row["episodes"]) * (1 - percent(discount)), Fraction(row["quality"])
    saved = target - Fraction(row["payments"])
    cut = percent(10) * (1 - quality if saved > 0 else quality)
    return rounded(max(min(saved * (1 - cut), percent(20) * target), -percent(20) * target))


def bundle(random: Random, year: str) -> Row:
    return {
        **{name: text for name, text in hospital(random, year).items() if name in ("episodes", "payments")},
        "quality": f"0.{random.randrange(10**4):04}",
        "episode": random.choice(("medical", "surgical")),
    }


# --- risk corridors: 42 U.S.C. 1395w-115(e) and 18062, ACO REACH


def prescriptions(year: str, row: Row) -> Fraction:
    costs, target, is_early = Fraction(row["costs"]), Fraction(row["target"]), year < "2008"
    first, second = (percent("2.5"), percent(5)) if is_early else (percent(5), percent(10))
    between = percent(75 if is_early else 50)
    if is_early and costs > target and row["most-plans"] == "above":
        between = percent(90)
    low, high = first * target, second * target
    over = costs - target
    size = abs(over)
    owed = between * max(Fraction(0), min(size, high) - low) + percent(80) * max(Fraction(0), size - high)
    return rounded(owed if over > 0 else -owed)


def drug_plan(random: Random, _: str) -> Row:
    target = random.randrange(10**5, 10**8)
    spent = about(random, *(1 + percent(each) for each in (-30, -10, -5, "-2.5", 0, "2.5", 5, 10, 30)))
    above = random.choice(("above", "not above"))
    return {"target": str(target), "costs": f"{floor(target * spent * 100) / 100:.2f}", "most-plans": above}


def health_plan(_: str, row: Row) -> Fraction:
    costs, target = Fraction(row["costs"]), Fraction(row["target"])
    if costs > percent(108) * target:
        return rounded(percent("2.5") * target + percent(80) * (costs - percent(108) * target))
    if costs > percent(103) * target:
        return rounded(percent(50) * (costs - percent(103) * target))
    if costs >= percent(97) * target:
        return Fraction(0)
    if costs >= percent(92) * target:
        return -rounded(percent(50) * (percent(97) * target - costs))
    return -rounded(percent("2.5") * target + percent(80) * (percent(92) * target - costs))


def issuer(random: Random, _: str) -> Row:
    target = random.randrange(10**5, 10**8)
    spent = about(random, *(percent(each) for each in (70, 92, 97, 100, 103, 108, 130)))
    return {"target": str(target), "costs": f"{floor(target * spent * 100) / 100:.2f}"}


CORRIDORS = {
    "Global": ((25, 100), (35, 50), (50, 25), (None, 10)),
    "Professional": ((5, 50), (10, 35), (15, 15), (None, 5)),
}


def reach(year: str, row: Row) -> Fraction:
    discount = 2 if year < "2023" else 3 if year < "2025" else Fraction(7, 2)
    off = percent(1) * discount if row["option"] == "Global" else Fraction(0)
    target = Fraction(row["benchmark"]) * (1 - off)
    saved, start, earned = target - Fraction(row["expenditure"]), Fraction(0), Fraction(0)
    for up_to, share in CORRIDORS[row["option"]]:
        end = abs(saved) if up_to is None else min(abs(saved), percent(up_to) * target)
        earned, start = earned + percent(share) * max(Fraction(0), end - start), max(start, end)
    return rounded(earned if saved > 0 else -earned)


def aligned(random: Random, _: str) -> Row:
    benchmark = random.randrange(10**6, 10**9)
    spent = about(
        random, *(percent(each) for each in (30, 50, 65, 75, 85, 90, 95, 100, 105, 110, 115, 125, 135, 150, 170))
    )
    return {
        "benchmark": str(benchmark),
        "expenditure": f"{floor(benchmark * spent * 100) / 100:.2f}",
        "option": random.choice(list(CORRIDORS)),
    }


# --- readmissions: 42 U.S.C. 1395ww(q)

EARLY = ("heart-attack", "heart-failure", "pneumonia")


def reduction(year: str, row: Row) -> Fraction:
    excess = Fraction(0)
    for name in EARLY if year < "2014-10" else (*EARLY, "lung-disease", "joints"):
        ratio, _, cases = row[name].partition(" of ")
        if ratio and int(cases) >= 25:
            excess += max(Fraction(ratio) - 1, Fraction(0)) * Fraction(row[f"{name}-weight"])
    most = {"2012": 1, "2013": 2}.get(year[:4], 3)
    return -rounded(min(rounded(excess, 4), percent(most)) * Fraction(row["payments"]))


def inpatients(random: Random, year: str) -> Row:
    found = {"payments": str(random.randrange(10**6, 10**9))}
    for name in EARLY if year < "2014-10" else (*EARLY, "lung-disease", "joints"):
        ratio = about(random, percent(80), percent(100), percent(130))
        known = random.random() < 0.9
        found[name] = f"{float(ratio):.6f} of {random.choice((10, 24, 25, 26, 400))}" if known else ""
        found[f"{name}-weight"] = f"{random.randrange(3000) / 10**4:.4f}" if known else ""
    return found


# --- rebates by the loss ratio: 45 CFR 158.210 to 158.240


def rebates(years: Years) -> list[Fraction]:
    found = []
    for place, row in enumerate(years.values()):
        owed = Fraction(0)
        seen = list(years.values())[max(0, place - 2) if list(years)[place] >= "2013" else place : place + 1]
        for market, least in (("individual", 80), ("large-group", 85)):
            parts = [each[market].split("/") for each in seen]
            ratio = Fraction(sum(int(each) for each, _ in parts), sum(int(each) for _, each in parts))
            short = max(Fraction(0), percent(least) - rounded(ratio, 3))
            owed += rounded(short * Fraction(row[f"{market}-premium"]))
        found.append(-owed)
    return found


def insurer(random: Random, _: str) -> Row:
    found = {}
    for market, least in (("individual", 80), ("large-group", 85)):
        premium = random.randrange(10**3, 10**7)
        ratio = about(random, percent(60), percent(least) - Fraction(5, 10**4), percent(least), percent(95))
        found[market], found[f"{market}-premium"] = f"{floor(premium * ratio)}/{premium}", str(premium)
    return found


# --- capacity: S.I. 2014/2043, and pay for performance in New England


def stressed(months: Years) -> list[Fraction]:
    found, used = [], Fraction(0)
    for month, row in months.items():
        used = Fraction(0) if month.endswith("-10") else used
        payment = rounded(Fraction(row["capacity"]) * Fraction(row["part"]) * Fraction(row["price"]))
        short = max(Fraction(0), Fraction(row["due"]) - Fraction(row["delivered"]))
        penalty = min(rounded(short * Fraction(row["price"]) / 24), 2 * payment)
        penalty = min(penalty, Fraction(row["capacity"]) * Fraction(row["price"]) - used)
        used += penalty
        found.append(payment - penalty)
    return found


def generator(random: Random, month: str) -> Row:
    price, due = 24000 if month < "2018-10" else 8400, random.choice((0, 0, 50, 600, 2000))
    return {
        "capacity": "100",
        "price": str(price),
        "penalty-rate": f"{price}/24",
        "part": f"0.{random.choice((6, 8, 10)):02}",
        "due": str(due),
        "delivered": str(floor(due * about(random, percent(0), percent(105)))),
    }


def scarce(month: str, row: Row) -> Fraction:
    rate = next(rate for since, rate in SCARCITY if month >= since)
    score = Fraction(row["delivered"]) - Fraction(row["due"]) * Fraction(row["balancing-ratio"])
    return rounded(max(score * rate, -Fraction(row["starting-price"]) * Fraction(row["obligation"])))


SCARCITY = (("2025-06", 9337), ("2024-06", 5455), ("2021-06", 3500), ("2018-06", 2000))


def resource(random: Random, _: str) -> Row:
    due = random.choice((0, 12, 250, 900))
    return {
        "obligation": str(random.choice((2000, 100000))),
        "due": str(due),
        "balancing-ratio": f"0.{random.randrange(7000, 10000)}",
        "delivered": str(floor(due * about(random, percent(0), percent(85), percent(120)))),
        "starting-price": random.choice(("13.05", "17.296", "12.864")),
    }
