"""Forecast accuracy: how close the volume that came was to the volume forecast.

The client usually forecasts and the provider staffs to it, so an agreement should say whose error it is and when the
forecast is locked: one revised the day before is always right. Intervals in a band count a quiet night as much as
Monday morning; the weighted form counts contacts. Daily totals look better than intervals, for errors cancel.
"""

from __future__ import annotations

from truegreen.metrics.define import Quotient, Rows, Tally, seconds_between, variant

NAME, UNIT, BETTER = "forecast_accuracy", "share", "higher"
PERSPECTIVE, TIMING = "efficiency", "leading"


def _known(volume: Rows) -> Rows:
    return volume.forecast.notnull() & volume.actual.notnull()


def _locked(volume: Rows, days_before: int) -> Rows:
    return seconds_between(volume.locked_at, volume.starts_at) >= days_before * 86400


def _in_band(volume: Rows, band_percent: int, of: Rows) -> Rows:
    return (volume.actual - volume.forecast).abs() * 100 <= of * band_percent


def _weighted(volume: Rows, among: Rows) -> Quotient:
    hit = volume.actual - (volume.actual - volume.forecast).abs()
    return Quotient(total=Tally(among=among, value=hit), count=Tally(among=among, value=volume.actual))


@variant(counted_on="starts_on", grain="interval", population="intervals with a forecast", denominator="intervals")
def within_band(volume: Rows, *, band_percent: int = 10) -> Tally:
    """Intervals whose volume was within {band_percent} % of the forecast, above or below, of all with a forecast."""
    return Tally(among=_known(volume), value=_in_band(volume, band_percent, volume.forecast))


@variant(
    counted_on="starts_on", grain="interval", population="intervals with a forecast locked in time",
    denominator="intervals",
)  # fmt: skip
def within_band_locked(volume: Rows, *, band_percent: int = 10, days_before: int = 14) -> Tally:
    """Intervals within {band_percent} % of a forecast that was locked {days_before} days before or earlier."""
    return Tally(
        among=_known(volume) & _locked(volume, days_before), value=_in_band(volume, band_percent, volume.forecast)
    )


@variant(counted_on="starts_on", grain="interval", population="intervals with a forecast", denominator="intervals")
def within_band_of_actual(volume: Rows, *, band_percent: int = 10) -> Tally:
    """Intervals whose forecast was within {band_percent} % of the volume that came, of all with a forecast."""
    return Tally(among=_known(volume), value=_in_band(volume, band_percent, volume.actual))


@variant(
    counted_on="starts_on", grain="contact", population="intervals with a forecast", denominator="volume that came"
)
def weighted(volume: Rows) -> Quotient:
    """Volume less the errors of all intervals, whether above or below, of the volume that came."""
    return _weighted(volume, _known(volume))


@variant(
    counted_on="starts_on", grain="contact", population="intervals with a forecast locked in time",
    denominator="volume that came",
)  # fmt: skip
def weighted_locked(volume: Rows, *, days_before: int = 14) -> Quotient:
    """Volume less all errors, of the volume that came, where the forecast was locked {days_before} days before."""
    return _weighted(volume, _known(volume) & _locked(volume, days_before))
