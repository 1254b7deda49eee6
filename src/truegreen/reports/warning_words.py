"""Early warning in words: chances, causes and what the backtest says of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import exp
from typing import Final

from truegreen.model.backtest import Contender, Trust
from truegreen.model.warning import Alert, Cause, Chance, Ranked, Risk
from truegreen.reports import figures
from truegreen.reports.statuses import Mark
from truegreen.reports.truth_words import months as months_of
from truegreen.reports.truth_words import number
from truegreen.reports.value_words import estimated
from truegreen.stats.estimate import Estimate, Verdict
from truegreen.units.money import Money

ALERT: Final = {
    Alert.RAISED: Mark("alert", "▲", "bad"),
    Alert.HELD_OUT: Mark("held out", "◇", "quiet"),
    Alert.BEYOND: Mark("beyond the budget", "△", "quiet"),
    Alert.USUAL: Mark("as usual", "○", "quiet"),
    Alert.UNTOLD: Mark("cannot tell", "?", "quiet"),
}
VERDICT: Final = {
    Verdict.ESTABLISHED: Mark("tells leavers", "●", "good"),
    Verdict.REFUTED: Mark("tells nobody", "✖", "bad"),
    Verdict.PERVERSE: Mark("points the wrong way", "▼", "bad"),
    Verdict.NOT_ENOUGH: Mark("cannot tell yet", "?", "quiet"),
}
MEANS: Final = {
    Verdict.ESTABLISHED: "It tells leavers from others.",
    Verdict.REFUTED: "It tells nobody apart: leavers stand where anybody stands.",
    Verdict.PERVERSE: "It points the wrong way: leavers stand below others.",
    Verdict.NOT_ENOUGH: "Nobody can tell yet whether it tells leavers from others.",
}
LOOKED_AT: Final = {
    "satisfaction": "content answers", "returns": "cases that came back", "reopened": "cases reopened",
    "attainment": "cases in time", "escalated": "cases escalated", "heard": "what people heard",
    "engagement": "engagement", "silence": "silence", "use": "use", "revenue": "revenue",
    "contraction": "revenue taken back", "volume": "how many cases", "renewal": "renewals",
    "tenure": "time as a customer",
}  # fmt: skip
"""What early warning looks at, by the id of a feature, for those that records cannot give."""
_LEAST: Final = 0.005
_WEAK: Final = 0.005
"""A pull that moves nothing that anybody would see."""
_SMALL: Final = 0.1
_WRITTEN: Final[Mapping[str, Callable[[float], str]]] = {
    "share": lambda value: f"{value * 100:.0f} %",
    "share a month": lambda value: _signed(f"{value * 100:+.1f} points a month"),
    "ratio": lambda value: f"{value:.2f} times",
    "months": lambda value: figures.counted(round(value), "month"),
    "yes": lambda value: "yes" if value > 0.5 else "no",
    "amount": lambda value: f"{value:,.0f}",
}


def chance(of: float) -> str:
    """Write a chance as a share, with a digit more where it is small.

    >>> chance(0.164), chance(0.0312), chance(0.0004), chance(0.999)
    ('16 %', '3.1 %', 'under 0.5 %', 'over 99 %')
    """
    if of < _LEAST:
        return "under 0.5 %"
    if of > 0.99:
        return "over 99 %"
    return f"{of * 100:.1f} %" if of < _SMALL else f"{of * 100:.0f} %"


def chance_with_doubt(of: Chance) -> str:
    """Write a chance with its interval.

    >>> chance_with_doubt(Chance(value=0.164, low=0.09, high=0.27))
    '16 % (9–27 %)'
    """
    return f"{chance(of.value)} ({of.low * 100:.0f}–{of.high * 100:.0f} %)"


def one_in(of: float) -> str:
    """Say a chance as people say it aloud.

    >>> one_in(0.164), one_in(0.52), one_in(0.03), one_in(0.7)
    ('about one in six', 'about one in two', 'about one in 33', 'about two in three')
    >>> one_in(0.41)
    'about two in five'
    """
    if of >= 0.95:
        return "nearly all"
    if of > 0.55:
        return "about two in three" if of < 0.71 else "about three in four" if of < 0.84 else "about nine in ten"
    if 0.36 < of < 0.45:
        return "about two in five"
    if of < 0.002:
        return "fewer than one in 500"
    return f"about one in {number(max(round(1 / of), 2))}"


def money(amount: Money | None, *, whole: bool = True) -> str:
    """Write an amount; estimates without cents, for they are not known to the cent."""
    if amount is None:
        return figures.NOTHING
    digits = 0 if whole else amount.digits
    return f"{figures.exactly(amount.rounded(digits).amount)} {amount.currency}"


def held(value: float | None, unit: str) -> str:
    """Write a feature's value in its unit.

    >>> held(0.622, "share"), held(1.4, "ratio"), held(None, "count"), held(-0.021, "share a month")
    ('62 %', '1.40 times', 'not known', '−2.1 points a month')
    """
    if value is None:
        return "not known"
    return _WRITTEN.get(unit, _plain)(value)


def _plain(value: float) -> str:
    return _signed(f"{value:,.{0 if float(value).is_integer() else 1}f}")


def cause(each: Cause) -> str:
    """Say a cause with its value, and that of the usual account."""
    beside = "" if each.usual is None else f", usually {usual(each)}"
    return f"{each.words}: {held(each.value, each.unit)}{beside}"


def usual(each: Cause) -> str:
    """Write what the usual account has; of a yes or no, the share that has it."""
    return figures.NOTHING if each.usual is None else held(each.usual, "share" if each.unit == "yes" else each.unit)


def pull(of: float) -> str:
    """Write a pull in log odds, with its sign.

    >>> pull(0.82), pull(-0.4)
    ('+0.82', '−0.40')
    """
    return _signed(f"{of:+.2f}")


def times(of: float) -> str:
    """Say a pull as by how much it multiplies the odds.

    >>> times(0.6931), times(-0.6931), times(0.01)
    ('odds × 2.0', 'odds × 0.5', 'odds × 1.0')
    """
    return f"odds × {exp(of):.1f}"


def causes(of: Risk, most: int = 2) -> Sequence[Cause]:
    """Give the causes that speak for leaving, the strongest first."""
    return [each for each in sorted(of.causes, key=lambda each: -each.pull) if each.pull > _WEAK][:most]


def in_short(of: Risk, most: int = 2) -> str:
    """Name the strongest causes in a few words."""
    return "; ".join(f"{each.words}: {held(each.value, each.unit)}" for each in causes(of, most)) or "nothing unusual"


def horizon(months: int) -> str:
    """Name the horizon: ``three months``."""
    return "month" if months == 1 else f"{number(months)} months"


def day(on: date | None) -> str:
    """Write a day."""
    return figures.NOTHING if on is None else on.isoformat()


def estimate(of: Estimate | None, unit: str = "share", *, doubt: bool = True) -> str:
    """Write an estimate with its interval: a share in per cent, ``days`` as whole days, ``number`` with two digits.

    >>> from truegreen.stats.estimate import Estimate
    >>> one = Estimate(value=0.723, error=0.02, low=0.684, high=0.762, count=9, effective=9, smallest=0.1, method="x")
    >>> estimate(one), estimate(one, "number"), estimate(None)
    ('72 % (68–76 %)', '0.72 (0.68 to 0.76)', '–')
    """
    if of is None:
        return figures.NOTHING
    if unit == "share":
        return f"{of.value * 100:.0f} %" + (f" ({of.low * 100:.0f}–{of.high * 100:.0f} %)" if doubt else "")
    if unit == "days":
        return f"{of.value:.0f} days" + (f" ({of.low:.0f}–{of.high:.0f})" if doubt else "")
    if unit == "small":
        return f"{of.value:.4f}" + (f" ({of.low:.4f} to {of.high:.4f})" if doubt else "")
    return _signed(f"{of.value:.2f}" + (f" ({of.low:.2f} to {of.high:.2f})" if doubt else ""))


def answer(found: Ranked) -> str:
    """Say in one line how many accounts may decide to leave, and what that would cost."""
    if not found.risks:
        return f"Nobody can be ranked: {found.model}."
    many = figures.counted(len(found.risks), "account")
    expected = sum(each.chance.value for each in found.risks)
    told = f"About {_about(expected)} of {many} may be expected to give notice within {horizon(found.months)}"
    losses = [each.loss for each in found.risks if each.loss is not None]
    if not losses:
        return f"{told}."
    return f"{told}; expected loss: {estimated(sum(losses[1:], losses[0]))}."


def alerts(found: Ranked) -> str:
    """Say how many alerts there are, and how many accounts are held out."""
    raised = sum(each.alert is Alert.RAISED for each in found.risks)
    out = sum(each.alert is Alert.HELD_OUT for each in found.risks)
    owners = len({each.owner for each in found.risks if each.alert is Alert.RAISED})
    if not raised and not out:
        return "No owner is alerted."
    named = any(each.owner for each in found.risks)
    to = f"{figures.counted(raised, 'alert')} to {figures.counted(owners, 'owner')}, at most {found.budget} each"
    if not named:
        to = f"{figures.counted(raised, 'alert')}, at most {found.budget}, for no record says who looks after accounts"
    return f"{to}; {figures.counted(out, 'account')} held out at random." if out else f"{to}."


def as_known(found: Ranked) -> str:
    """Say on which day accounts stand as they are shown; nothing where no month is covered."""
    return "" if found.as_of == date.min else f"as known on {day(found.as_of)}"


def left_out(found: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Say what is not looked at and why, those with the same reason together.

    >>> list(left_out([("use", "nobody wrote it down"), ("returns", "nobody wrote it down"), ("heard", "it is new")]))
    ['use and cases that came back: nobody wrote it down', 'what people heard: it is new']
    """
    for why in dict.fromkeys(because for _, because in found):
        yield f"{listed([LOOKED_AT.get(name, name) for name, because in found if because == why])}: {why}"


def listed(names: Sequence[str]) -> str:
    """Name several things.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def trust(of: Trust | None, months: int) -> str:
    """Say how far the ranking can be trusted, by what it would have said before."""
    if of is None:
        return "How well this would have done before is not known."
    if of.verdict is not Verdict.ESTABLISHED:
        return f"{MEANS[of.verdict]} The order below is worth no more than that, and nobody is alerted by it."
    tried = f"Tried on {figures.counted(of.origins, 'month')} it had not seen"
    if of.first is not None and of.last is not None:
        tried += f" ({months_of(of.first, of.last)})"
    return f"{tried}: {did(of.chosen, months)}"


def did(of: Contender, months: int) -> str:
    """Say how a contender did: of its alerts, of the losses, how early."""
    said = []
    if of.precision is not None:
        share = f"{of.hits} of {figures.counted(of.alerts, 'alert')} ({chance(of.precision.value)})"
        usual = f", of all accounts {chance(of.decisions / of.judged)}" if of.judged else ""
        said.append(f"{share} were followed by a notice within {horizon(months)}{usual}")
    if of.losses:
        lost = figures.counted(of.losses, "account")
        told = f"{of.warned} of {lost} that gave notice had an alert in the seven months before"
        said.append(f"{told}{_by_chance(of)}{_lead(of)}")
    if of.auc is not None:
        said.append(f"a leaver stood above one that stayed {of.auc.value * 100:.0f} times of 100")
    return f"{'; '.join(said)}." if said else "nothing can be said of it yet."


def _by_chance(of: Contender) -> str:
    """Say how many would have had an alert by chance."""
    return "" if of.warned_by_chance is None else f", where by chance {_about(of.warned_by_chance)} would have"


def _lead(of: Contender) -> str:
    """Say the lead time that losses had so far."""
    if of.lead_days is None:
        return ""
    return f"; for half of the {of.warned} the lead time was {of.lead_days.value:.0f} days or more"


def _about(many: float) -> str:
    return f"{many:.0f}" if many >= 10 else f"{many:.1f}".removesuffix(".0")


def _signed(text: str) -> str:
    return text.replace("-", "−")
