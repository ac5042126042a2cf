"""An identifier as somebody wrote it enters; the keys leave by which the organisation that it names is found.

Two writings of one identifier share a key, whether its scheme is named or its form says it. A scheme that has a form
or a checksum makes no key of what is not of that form. Numbers that a country gives are keyed with the country, since
two countries may give the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from passerelle.decision import Identifier
from passerelle.vocabulary.wording import name_key

#: How each scheme is called where identifiers are written, by letters and digits in lower case.
_CALLED = {
    "DEQAR": ("deqar", "deqarid", "deqarinst", "deqarinstid", "deqarinstitution"),
    "ETER": ("eter", "eterid", "orgreg", "orgregid"),
    "ROR": ("ror", "rorid", "rororg", "httpsrororg"),
    "ERASMUS": ("erasmus", "erasmuscode", "erasmusid", "erasmusinstitutioncode"),
    "ECHE": ("eche", "echenumber", "erasmuscharter"),
    "PIC": ("pic", "eupic", "participantidentificationcode"),
    "SCHAC": ("schac", "schachomeorganization", "schachomeorganisation"),
    "VAT": ("vat", "euvat", "vatin", "vatid", "vatidentifier", "vatnumber"),
    "EUID": ("euid",),
    "LEI": ("lei",),
    "WHED": ("whed", "iau", "iaucode"),
    "ISNI": ("isni",),
    "DID": ("did", "didebsi"),
    "TAX": ("tax", "taxidentifier", "taxnumber", "tin"),
    "NATIONAL": (
        "national", "nationalid", "nationalidentifier", "registration", "registrationnumber", "companynumber",
        "businessid",
    ),
    "EIDAS": ("eidas", "eidasidentifier"),
    "": ("", "iri", "uri", "url", "id", "identifier", "other", "otheridentifier"),
}  # fmt: skip
_SCHEMES = {called: scheme for scheme, names in _CALLED.items() for called in names}
#: Schemes whose numbers say nothing without their country.
_OF_COUNTRIES = ("NATIONAL", "TAX", "EIDAS")
#: Schemes as DEQAR names those of a country: "FI-ETER.BAS.NATID", "AD-national".
_OF_A_COUNTRY = re.compile(r"([A-Za-z]{2})-(?:ETER\.BAS\.NATID|national)", re.IGNORECASE | re.ASCII)
#: Codes that VAT numbers and registers use for countries that ISO 3166-1 calls otherwise.
_ISO = {"EL": "GR", "UK": "GB"}
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")

_DEQAR = re.compile(
    r"(?:DEQARINST|https?://(?:www\.)?data\.deqar\.eu/institution/)?0*(\d{1,9})/?", re.IGNORECASE | re.ASCII
)
_DEQAR_BY_FORM = re.compile(
    r"(?:DEQARINST|https?://(?:www\.)?data\.deqar\.eu/institution/)\d{1,9}/?", re.IGNORECASE | re.ASCII
)
_ETER = re.compile(r"[A-Z]{2}\d{3,5}(?:[.-]?[0-9A-Z]{1,4})?", re.ASCII)
_ROR = re.compile(
    r"(?:(?:https?://)?(?:www\.)?ror\.org/|ror:)?(0[0-9a-hjkmnp-tv-z]{6}\d{2})/?", re.IGNORECASE | re.ASCII
)
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ERASMUS = re.compile(r"[A-Z]{2,3}[A-Z-]{1,9}\d{2,3}", re.ASCII)
_SCHAC_URN = re.compile(r"urn:(?:mace:terena\.org:)?schac:homeorgani[sz]ation:", re.IGNORECASE | re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}", re.ASCII)
_VAT = re.compile(r"([A-Z]{2})([0-9A-Z]{2,13})", re.ASCII)
_EUID = re.compile(r"[A-Z]{2}[0-9A-Z]{0,12}\.[0-9A-Z][0-9A-Z_-]{0,40}", re.ASCII)
_EUID_BY_FORM = re.compile(r"[A-Z]{2}[0-9A-Z]{0,12}\.\d{5}[0-9A-Z_-]*", re.ASCII)
_LEI = re.compile(r"[0-9A-Z]{18}\d{2}", re.ASCII)
_ISNI = re.compile(r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?)?(\d{15}[0-9X])/?", re.IGNORECASE | re.ASCII)
_DID = re.compile(r"did:[a-z0-9]+:[^\s?#]+", re.ASCII)
#: The identifier of a legal person in a certificate: VATES-…, NTRFI-…, LEIXG-… (ETSI EN 319 412-1, 5.1.4, unverified).
_IN_CERTIFICATE = re.compile(r"(VAT|NTR|LEI)([A-Z]{2})-(.+)", re.IGNORECASE | re.ASCII)
#: The identifier of a legal person across borders: country of the person / country asked / number (eIDAS, unverified).
_ACROSS_BORDERS = re.compile(r"([A-Z]{2})/[A-Z]{2}/(.+)", re.IGNORECASE | re.ASCII)
#: Characters below which a value by itself, or a number of a country, is no identity.
_SHORTEST = 5
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Keys:
    """What an identifier is found by. `exact` are scheme and value ("ROR:04d4wjw61"), none where no scheme is known;
    `bare` is the value alone, "" where it is too short to mean anything. `sure` where the scheme is named or the form
    says it: where it is only likely, the value alone may lead somewhere too."""

    exact: tuple[str, ...]
    bare: str
    sure: bool = True

    @property
    def usable(self) -> bool:
        """Whether anything can be found by it."""
        return bool(self.exact or self.bare)


@lru_cache(maxsize=1024)
def scheme_of(written: str) -> str:
    """The scheme that a text names: one of this module's ("ROR", "NATIONAL", …), "" for none, or the text itself."""
    plain = _NOT_ALPHANUMERIC.sub("", written).lower()
    if plain in _SCHEMES:
        return _SCHEMES[plain]
    return "NATIONAL" if _OF_A_COUNTRY.fullmatch(written.strip()) else written.strip().upper()


def keys(identifier: Identifier, country: str | None, *, legal: bool = False) -> Keys:
    """The keys of an identifier of an organisation in a country (ISO 3166-1 alpha-2, or None).

    `legal` for one that a document gives as the legal identifier: without a scheme it is a VAT number where it begins
    with the country, and a number of that country.
    """
    if len(identifier.value) > LONGEST:
        return Keys((), "")
    value = _BLANKS.sub(" ", unicodedata.normalize("NFKC", identifier.value)).strip()
    if not value:
        return Keys((), "")
    scheme = scheme_of(identifier.scheme)
    of_country = _OF_A_COUNTRY.fullmatch(identifier.scheme.strip())
    if of_country:
        country = iso(of_country[1])
    if scheme == "EIDAS":
        exact = _eidas(value, country)
    elif scheme:
        exact = _exact(scheme, value, country)
    else:
        exact = _by_form(value)
        if legal and not exact:
            return Keys(_legal(value, country), bare(value), sure=False)
    if scheme and not exact and not (country is None and scheme in _OF_COUNTRIES):
        # It says what it is and is not of that form: nobody is named by it.
        return Keys((), "")
    return Keys(exact, bare(value))


def bare(value: str) -> str:
    """A value without its scheme: letters and digits in lower case, of an address without http or https."""
    folded = _NOT_ALPHANUMERIC.sub("", name_key(value) if "://" in value else value).casefold()
    return folded if len(folded) >= _SHORTEST else ""


def well_formed(scheme: str, value: str, country: str | None = None) -> bool:
    """Whether a value is of the form that its scheme has."""
    return bool(keys(Identifier(value=value, scheme=scheme), country).exact)


def is_legal(identifier: Identifier) -> bool:
    """Whether an identifier says which legal person an organisation is."""
    scheme = scheme_of(identifier.scheme)
    return scheme in ("EUID", "VAT", "LEI") or (scheme == "NATIONAL" and "ETER" not in identifier.scheme.upper())


def iso(code: str) -> str:
    """The ISO 3166-1 code of a country that a VAT number or a register calls otherwise."""
    return _ISO.get(code.upper(), code.upper())


def _exact(scheme: str, value: str, country: str | None) -> tuple[str, ...]:
    if scheme in ("NATIONAL", "TAX"):
        return _national(scheme, value, country)
    if scheme == "VAT":
        return _vat(value, country)
    normal = _NORMAL[scheme](value) if scheme in _NORMAL else _BLANKS.sub("", value).upper()
    return (f"{scheme}:{normal}",) if normal else ()


def _by_form(value: str) -> tuple[str, ...]:
    """The keys of a value whose form leaves no doubt what it is."""
    certificate = _IN_CERTIFICATE.fullmatch(value)
    if certificate:
        kind, country, number = certificate.groups()
        scheme = {"VAT": "VAT", "NTR": "NATIONAL", "LEI": "LEI"}[kind.upper()]
        return _exact(scheme, number, iso(country))
    if _DEQAR_BY_FORM.fullmatch(value):
        return _exact("DEQAR", value, None)
    ror = _ROR.fullmatch(value)
    if ror and ("ror" in value[:-9].lower() or not ror[1].isdecimal()):
        return _exact("ROR", value, None)
    for scheme, form in (("DID", _DID), ("EUID", _EUID_BY_FORM), ("LEI", _LEI)):
        if form.fullmatch(value):
            return _exact(scheme, value, None)
    return _exact("SCHAC", value, None) if _SCHAC_URN.match(value) else ()


def _legal(value: str, country: str | None) -> tuple[str, ...]:
    if country is None:
        return ()
    plain = _alphanumeric(value)
    vat = _vat(value, country) if iso(plain[:2]) == country else ()
    return (*vat, *_national("NATIONAL", value, country))


def _eidas(value: str, country: str | None) -> tuple[str, ...]:
    across = _ACROSS_BORDERS.fullmatch(value)
    if across:
        return _national("NATIONAL", across[2], iso(across[1]))
    return _by_form(value) or _legal(value, country)


def _national(scheme: str, value: str, country: str | None) -> tuple[str, ...]:
    """A number that a country gives, without the country in front of it."""
    if country is None:
        return ()
    plain = _alphanumeric(value)
    while iso(plain[:2]) == country and any(map(str.isdecimal, plain[2:])):
        plain = plain[2:]
    short = len(plain) < _SHORTEST or not plain.strip("0")
    return () if short else (f"{scheme}:{country}:{plain}",)


def _vat(value: str, country: str | None) -> tuple[str, ...]:
    plain = _alphanumeric(value)
    if not plain[:2].isalpha() and country is not None:
        plain = country + plain
    found = _VAT.fullmatch(plain)
    if not found or sum(map(str.isdecimal, found[2])) < 2:
        return ()
    return (f"VAT:{iso(found[1])}{found[2]}",)


def _alphanumeric(value: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", value).upper()


def _deqar(value: str) -> str | None:
    found = _DEQAR.fullmatch(value)
    return f"DEQARINST{int(found[1]):04d}" if found else None


def _ror(value: str) -> str | None:
    """A ROR id whose last two digits are right: ISO/IEC 7064, MOD 97-10, of what stands before in base 32."""
    found = _ROR.fullmatch(value)
    if not found:
        return None
    written = found[1].lower()
    number = 0
    for character in written[:7]:
        number = number * 32 + _CROCKFORD.index(character)
    return written if 98 - number * 100 % 97 == int(written[7:]) else None


def _schac(value: str) -> str | None:
    domain = _SCHAC_URN.sub("", value).strip().rstrip(".").lower()
    return domain if _DOMAIN.fullmatch(domain) else None


def _lei(value: str) -> str | None:
    """A legal entity identifier whose check digits are right (ISO 17442: ISO/IEC 7064, MOD 97-10)."""
    plain = _alphanumeric(value)
    if not _LEI.fullmatch(plain) or not plain.isascii():
        return None
    return plain if int("".join(str(int(character, 36)) for character in plain)) % 97 == 1 else None


def _isni(value: str) -> str | None:
    found = _ISNI.fullmatch(_BLANKS.sub("", value))
    return found[1].upper() if found else None


def _of_form(form: re.Pattern[str], *, upper: bool = True) -> Callable[[str], str | None]:
    def normal(value: str) -> str | None:
        plain = _BLANKS.sub("", value)
        plain = plain.upper() if upper else plain
        return plain if form.fullmatch(plain) else None

    return normal


_NORMAL: Mapping[str, Callable[[str], str | None]] = {
    "DEQAR": _deqar,
    "ETER": _of_form(_ETER),
    "ROR": _ror,
    "ERASMUS": _of_form(_ERASMUS),
    "PIC": _of_form(re.compile(r"[0-9]{9}")),
    "SCHAC": _schac,
    "EUID": _of_form(_EUID),
    "LEI": _lei,
    "ISNI": _isni,
    "DID": _of_form(_DID, upper=False),
}
