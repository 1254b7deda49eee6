"""Time zones as Zendesk names them, which are the names of Ruby on Rails, and what IANA calls them.

The names are those of ``ActiveSupport::TimeZone``, with the spellings of its earlier releases. Names that are IANA's
already stay as they are.
"""

from __future__ import annotations

from typing import Final

from truegreen.engine import sql
from truegreen.model.finding import warning
from truegreen.systems.define import Told
from truegreen.units.calendar import is_zone
from truegreen.units.span import Span

# Names by continent; a name that is its own city, with _ for spaces, is written alone.
_CITIES: Final = {
    "Africa": "Cairo, Casablanca, Harare, Monrovia, Nairobi, Pretoria = Johannesburg, West Central Africa = Algiers",
    "America": (
        "Alaska = Juneau, Arizona = Phoenix, Atlantic Time (Canada) = Halifax, Bogota, Brasilia = Sao_Paulo, "
        "Buenos Aires = Argentina/Buenos_Aires, Caracas, Central America = Guatemala, "
        "Central Time (US & Canada) = Chicago, Chihuahua, Eastern Time (US & Canada) = New_York, Georgetown = Guyana, "
        "Greenland = Godthab, Guadalajara = Mexico_City, Indiana (East) = Indiana/Indianapolis, La Paz, Lima, "
        "Mazatlan, Mexico City, Monterrey, Montevideo, Mountain Time (US & Canada) = Denver, Newfoundland = St_Johns, "
        "Pacific Time (US & Canada) = Los_Angeles, Puerto Rico, Quito = Lima, Santiago, Saskatchewan = Regina, Tijuana"
    ),
    "Asia": (
        "Abu Dhabi = Muscat, Almaty, Astana = Dhaka, Baghdad, Baku, Bangkok, Beijing = Shanghai, Chennai = Kolkata, "
        "Chongqing, Dhaka, Ekaterinburg = Yekaterinburg, Hanoi = Bangkok, Hong Kong, Irkutsk, Islamabad = Karachi, "
        "Jakarta, Jerusalem, Kabul, Kamchatka, Karachi, Kathmandu, Kolkata, Krasnoyarsk, Kuala Lumpur, Kuwait, "
        "Magadan, Mumbai = Kolkata, Muscat, New Delhi = Kolkata, Novosibirsk, Osaka = Tokyo, Rangoon, Riyadh, "
        "Sapporo = Tokyo, Seoul, Singapore, Srednekolymsk, Sri Jayawardenepura = Colombo, Taipei, Tashkent, Tbilisi, "
        "Tehran, Tokyo, Ulaan Bataar = Ulaanbaatar, Ulaanbaatar, Urumqi, Vladivostok, Yakutsk, Yerevan"
    ),
    "Atlantic": "Azores, Cape Verde Is. = Cape_Verde, Mid-Atlantic = South_Georgia",
    "Australia": "Adelaide, Brisbane, Canberra = Melbourne, Darwin, Hobart, Melbourne, Perth, Sydney",
    "Etc": "UTC",
    "Europe": (
        "Amsterdam, Athens, Belgrade, Berlin, Bern = Zurich, Bratislava, Brussels, Bucharest, Budapest, Copenhagen, "
        "Dublin, Edinburgh = London, Helsinki, Istanbul, Kaliningrad, Kiev, Kyiv = Kiev, Lisbon, "
        "Ljubljana, London, Madrid, Minsk, Moscow, Paris, Prague, Riga, Rome, Samara, Sarajevo, Skopje, Sofia, "
        "St. Petersburg = Moscow, Stockholm, Tallinn, Vienna, Vilnius, Volgograd, Warsaw, Zagreb, Zurich"
    ),
    "Pacific": (
        "American Samoa = Pago_Pago, Auckland, Chatham Is. = Chatham, Fiji, Guam, Hawaii = Honolulu, "
        "International Date Line West = Midway, Marshall Is. = Majuro, Midway Island = Midway, New Caledonia = Noumea, "
        "Nuku'alofa = Tongatapu, Port Moresby, Samoa = Apia, Solomon Is. = Guadalcanal, Tokelau Is. = Fakaofo, "
        "Wellington = Auckland"
    ),
}


def _named() -> dict[str, str]:
    pairs = {}
    for continent, cities in _CITIES.items():
        for city in cities.split(", "):
            name, _, place = city.partition(" = ")
            pairs[name] = f"{continent}/{place or name.replace(' ', '_')}"
    return pairs


ZONES: Final = _named()
"""What IANA calls each zone, by the name Rails gives it."""


def zone(name: str) -> str:
    """Give SQL of what IANA calls a zone; a name that Rails does not know stays as it is."""
    return f"coalesce(({_pairs()})[{name}], {name})"


def known_zone(name: str) -> str:
    """Give SQL of what IANA calls a zone; NULL if Rails does not know it and it is not written as IANA does."""
    return f"coalesce(({_pairs()})[{name}], CASE WHEN contains({name}, '/') THEN {name} END)"


def tell_unknown_zones(told: Told) -> None:
    """Find names of zones, of schedules and people, that mean nothing, and say so."""
    query = " UNION ALL ".join(
        f"SELECT '{each}' AS of, time_zone AS name, count(*) AS rows, min(_file) AS file, min(_row) AS row "
        f"FROM zendesk_{each} WHERE time_zone IS NOT NULL GROUP BY time_zone"
        for each in ("schedule", "user")
    )
    for of, name, count, file, row in told.ask(f"{query} ORDER BY ALL"):
        named = str(name)
        if named not in ZONES and not is_zone(named):
            says = f"“{named}”, the zone of {count:,} rows of {of}, is no time zone that anybody knows."
            remedy = "Choose another one in Zendesk; hours in it count by no clock, and customers in it have none."
            told.findings.append(warning(Span(str(file), int(str(row))), "unknown-zone-name", says, remedy))


def _pairs() -> str:
    names, zones = (", ".join(map(sql.text, each)) for each in (ZONES, ZONES.values()))
    return f"map([{names}], [{zones}])"
