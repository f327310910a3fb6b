"""Know the world's currencies: their codes, signs and minor units."""

import re

from bot.errors import Refusal
from bot.value.naming import fold, quoted, visible

# ISO 4217 codes in use; the digits after the point that differ from two (ISO 4217, column "minor unit").
CODES = frozenset(
    re.findall(
        "[A-Z]{3}",
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD "
        "CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
        "GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT "
        "LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR "
        "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
        "STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF "
        "XPF YER ZAR ZMW",
    )
)
_MINOR_DIGITS = {
    **dict.fromkeys(re.findall("[A-Z]{3}", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"), 0),
    **dict.fromkeys(re.findall("[A-Z]{3}", "BHD IQD JOD KWD LYD OMR TND"), 3),
}
# As the Unicode CLDR writes them in English; every other currency is written by its code.
SYMBOLS = {
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "ILS": "₪", "VND": "₫", "PHP": "₱",
    "BRL": "R$", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "HKD": "HK$", "TWD": "NT$", "CNY": "CN¥",
}  # fmt: skip
# What people type; the first currency of a sign that several share is meant where nothing else says.
SIGNS = {
    **{symbol.casefold(): (code,) for code, symbol in SYMBOLS.items()},
    "$": ("USD", "CAD", "AUD", "NZD", "MXN", "HKD", "TWD", "SGD", "ARS", "CLP", "COP"),
    "us$": ("USD",), "dollar": ("USD",), "dollars": ("USD",), "s$": ("SGD",), "euro": ("EUR",), "euros": ("EUR",),
    "£": ("GBP", "EGP", "GIP", "FKP"), "¥": ("JPY", "CNY"), "yen": ("JPY",), "fr": ("CHF",), "sfr": ("CHF",),
    "kr": ("SEK", "NOK", "DKK", "ISK"), "zł": ("PLN",), "kč": ("CZK",), "₺": ("TRY",), "₴": ("UAH",), "₦": ("NGN",),
}  # fmt: skip


class NotACurrency(Refusal):
    """A currency is a code of three letters, like USD or EUR."""


def parse_currency(text: str) -> str:
    """The code of a currency: "eur", "€" and "euros" are EUR; a sign that several share is the commonest of them.

    Raises:
        NotACurrency: no currency in use is called that.
    """
    typed = visible(text)
    code = SIGNS.get(fold(typed), (typed.upper(),))[0]
    if code not in CODES:
        raise NotACurrency(f"{quoted(typed)} is no currency. Use a code of three letters, like USD or EUR.")
    return code


def is_currency(unit: str) -> bool:
    """Whether amounts in this unit are money."""
    return unit in CODES


def minor_digits(currency: str) -> int:
    """Digits after the point of a currency: 2 for EUR, 0 for JPY, 3 for KWD."""
    return _MINOR_DIGITS.get(currency, 2)
