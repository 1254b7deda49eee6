"""Each account's own rhythm and its gap, and the chance that it is still there, as SQL over what accounts did.

Time is the time of the feeds: a Sunday on which nobody ever comes, or a week without any rows, is none. An account that
is told of by several feeds lives by their mean, each as often as it comes there. Its rhythm is told for every kind of
engagement, up to the last day on which it was seen at all, and for all kinds together (``any``), up to now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from truegreen.engine import sql
from truegreen.engine.duck import Duck
from truegreen.model.silence import ANY
from truegreen.readings.arrays import arrays
from truegreen.readings.engaged_days import Feed, clock_query
from truegreen.stats.silence.regularity import NEAREST, STEPS
from truegreen.stats.silence.staying import Staying

SOMEWHERE: Final = "(abs(sin(date_diff('day', DATE '2000-01-01', day) * 12.9898) * 43758.5453) % 1)"
"""A time of the day, as good as drawn: records that know days make gaps look more regular than they are."""
NOBODY: Final = "(SELECT '' AS account_id, DATE '2000-01-01' AS ended WHERE false)"
"""The relation of accounts that left, where none did."""
Columns = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float64]


def histories_query(engaged: str, told: Sequence[Feed], until: date, ended: str = NOBODY) -> str:
    """Write the relations up to ``histories``, to stand after WITH: one row per account and rhythm.

    Its columns: ``counts`` (comings after the first day), ``last`` and ``now`` (time from the first day to the last and
    to now), ``pairs``, ``shares`` (sum of squares of Δ₁ / (Δ₁ + Δ₂) − ½) and ``logs`` (``regularity.own``), and the
    first and last day.

    Args:
        engaged: the relation of what accounts did, a name or a query in brackets.
        told: its feeds.
        until: the last day looked at.
        ended: a relation of ``account_id`` and ``ended``: the day up to which an account that left is looked at.
    """
    kinds = [*dict.fromkeys(each.kind for each in told)]
    rhythms = [(ANY, kind) for kind in kinds] + [(kind, kind) for kind in kinds if len(kinds) > 1]
    belongs = ", ".join(f"({sql.text(rhythm)}, {sql.text(kind)})" for rhythm, kind in rhythms)
    return f"""{clock_query(told, until)},
belongs(rhythm, kind) AS (VALUES {belongs}),
here AS (
  SELECT account_id, kind, feed, day FROM {engaged} LEFT JOIN {ended} AS e USING (account_id)
  WHERE day <= coalesce(ended, DATE '{until}')),
told AS (SELECT DISTINCT account_id, rhythm, kind, feed, day FROM here JOIN belongs USING (kind)),
parts AS (
  SELECT account_id, rhythm, kind, feed, count(*) / sum(count(*)) OVER (PARTITION BY account_id, rhythm) AS part
  FROM told GROUP BY account_id, rhythm, kind, feed),
seen AS (SELECT account_id, max(day) AS seen FROM here GROUP BY ALL),
days AS (
  SELECT DISTINCT account_id, rhythm, day, true AS came FROM told
  UNION ALL
  SELECT DISTINCT account_id, rhythm, CASE WHEN rhythm = '{ANY}' THEN coalesce(ended, DATE '{until}') ELSE seen END,
                  false
  FROM parts JOIN seen USING (account_id) LEFT JOIN {ended} AS e USING (account_id)),
timed AS (
  SELECT account_id, rhythm, came, day, sum(part * coalesce(went, 0)) AS went, sum(part * coalesce(step, 0)) AS step
  FROM days JOIN parts USING (account_id, rhythm) LEFT JOIN clock USING (kind, feed, day) GROUP BY ALL),
gaps AS (
  SELECT *, went - lag(went) OVER w - step * {SOMEWHERE} AS gap, row_number() OVER w AS place
  FROM timed WHERE came WINDOW w AS (PARTITION BY account_id, rhythm ORDER BY day)),
paired AS (
  SELECT *, CASE WHEN place % 2 = 1 AND gap + before > 0 THEN before / (gap + before) END AS share,
         least(greatest(share, {NEAREST}), {1 - NEAREST}) AS inner_share
  FROM (SELECT *, lag(gap) OVER (PARTITION BY account_id, rhythm ORDER BY day) AS before FROM gaps)),
histories AS (
  SELECT account_id, rhythm, count(*) - 1 AS counts, max(p.went) - min(p.went) AS last,
         greatest(any_value(n.went), max(p.went)) - min(p.went) AS now,
         count(share) AS pairs, coalesce(sum((share - 0.5) ** 2), 0) AS shares,
         coalesce(sum(ln(4 * inner_share * (1 - inner_share))) FILTER (share IS NOT NULL), 0) AS logs,
         min(p.day) AS first_day, max(p.day) AS last_day
  FROM paired AS p JOIN (SELECT * FROM timed WHERE NOT came) AS n USING (account_id, rhythm)
  GROUP BY account_id, rhythm)"""


def histories(duck: Duck, engaged: str, told: Sequence[Feed], until: date, ended: str = NOBODY) -> Columns:
    """Give the history of every account and rhythm, a column each, by one scan (``histories_query``)."""
    if not told:
        return {}
    query = f"WITH {histories_query(engaged, told, until, ended)}\nSELECT * FROM histories ORDER BY rhythm, account_id"
    return arrays(duck, query)


def chance_query(rhythms: Mapping[str, Staying], steps: str) -> str:
    """Write the relations ``rhythms`` to ``chances``: how surprising each gap is, and how likely it is that it goes on.

    The closed form −ln P(gap) = (r + x) · ln((α + T) / (α + tₓ)), for gaps of k steps of chance, the mean over what k
    may be; and P(there) of ``stats.silence.staying``, with sums, products and powers only.

    Args:
        rhythms: how accounts come and stop, by rhythm.
        steps: a relation of ``account_id``, ``rhythm``, ``k`` and ``chance``: how regular each account may be.
    """
    values = ",\n    ".join(
        f"({sql.text(name)}, {', '.join(repr(each) for each in (fit.r, fit.alpha, fit.a, fit.b, fit.hazard))})"
        for name, fit in rhythms.items()
    )
    return f"""rhythms(rhythm, r, alpha, a, b, hazard) AS (VALUES
    {values}),
known AS (
  SELECT *, r + k * counts AS shape, alpha + k * last AS rate, k * (now - last) AS since
  FROM histories JOIN rhythms USING (rhythm) JOIN {steps} AS steps USING (account_id, rhythm)),
longer AS (
  SELECT *, shape * ln(1 + since / rate) - ln(list_sum(list_transform(range(k), lambda j: {_risen("shape")}
           * (since / (rate + since)) ** j))) AS surprise,
         rate / (k * (shape - 1)) * (k - (1 + since / rate) ** (1 - shape) * list_sum(list_transform(range(k),
           lambda j: (k - j) * {_risen("(shape - 1)")} * (since / (rate + since)) ** j))) AS expected
  FROM known),
meant AS (
  SELECT account_id, rhythm, sum(chance * k) AS k, sum(chance * exp(-surprise)) AS gap,
         sum(chance * expected) AS expected
  FROM longer GROUP BY account_id, rhythm),
chances AS (
  SELECT *, -ln(gap) AS surprise, gap * exp(-hazard * (now - last)) / (
           gap * exp(-hazard * (now - last)) + a / (b + counts) + 1 - exp(-hazard * expected)) AS there
  FROM meant JOIN histories USING (account_id, rhythm) JOIN rhythms USING (rhythm))"""


def _risen(shape: str) -> str:
    """Write Γ(R + j) / (Γ(R) j!), by products."""
    return f"coalesce(list_product(list_transform(range(j), lambda i: ({shape} + i) / (i + 1))), 1)"


def chances(
    duck: Duck, engaged: str, told: Sequence[Feed], until: date, held: Columns, regular: Floats,
    rhythms: Mapping[str, Staying], ended: str = NOBODY,
) -> tuple[Floats, Floats]:  # fmt: skip
    """Give how surprising each gap is, and how likely it is that it still goes on, as the engine computes it.

    Args:
        duck: the connection.
        engaged: the relation of what accounts did.
        told: its feeds.
        until: the last day looked at.
        held: the histories (``histories``), (rows,).
        regular: the chance that each is of each sort of ``regularity.STEPS``, (rows, 7).
        rhythms: how accounts come and stop, by rhythm; NaN for others.
        ended: as for ``histories``.
    """
    import pyarrow

    nothing = np.full(len(regular), np.nan)
    known = np.isin(held["rhythm"], [*rhythms]) if held else nothing > 0
    if not known.any():
        return nothing, nothing.copy()
    rows, sorts = np.nonzero(regular)
    steps = {name: held[name][rows].tolist() for name in ("account_id", "rhythm")}
    steps |= {"k": np.array(STEPS)[sorts], "chance": regular[rows, sorts]}
    duck.connection.register("steps_now", pyarrow.table(steps))
    query = f"WITH {histories_query(engaged, told, until, ended)},\n{chance_query(rhythms, 'steps_now')}"
    found = arrays(duck, f"{query}\nSELECT surprise, there FROM chances ORDER BY rhythm, account_id")
    duck.connection.unregister("steps_now")
    surprise, there = nothing, nothing.copy()
    surprise[known], there[known] = found["surprise"], found["there"]
    return surprise, there


def own_query(
    engaged: str, told: Sequence[Feed], until: date, regular: Mapping[str, Floats], rhythms: Mapping[str, Staying],
    ended: str = NOBODY,
) -> str:  # fmt: skip
    """Write the query of one account's gaps and chances, to be printed and run as it stands.

    Args:
        engaged: the query of what the account did.
        told: the feeds.
        until: the last day looked at.
        regular: the chance that it is of each sort of ``regularity.STEPS``, by rhythm, (7,).
        rhythms: how accounts come and stop, by rhythm.
        ended: as for ``histories``.
    """
    values = ", ".join(
        f"({sql.text(name)}, {k}, {chance!r})"
        for name, chances in regular.items()
        for k, chance in zip(STEPS, chances.tolist(), strict=True)
        if chance
    )
    return (
        f"WITH engaged AS (\n  {engaged}),\n{histories_query('engaged', told, until, ended)},\n"
        "steps AS (SELECT account_id, rhythm, k, chance FROM histories JOIN\n"
        f"    (VALUES {values}) AS s(rhythm, k, chance) USING (rhythm)),\n{chance_query(rhythms, 'steps')}\n"
        "SELECT rhythm, counts + 1 AS comings, first_day, last_day, now - last AS counted, k, surprise,\n"
        "       exp(surprise) AS one_in, there\nFROM chances ORDER BY rhythm"
    )
