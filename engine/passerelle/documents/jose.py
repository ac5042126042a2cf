"""A JSON Web Signature enters, in compact or in JSON serialisation; its payload text and header leave.

Nothing is verified here: this only opens the envelope, so that the credential inside can be read.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

from passerelle.documents.json_text import parse_json
from passerelle.errors import DocumentError

_SEGMENT = re.compile(r"[A-Za-z0-9_-]*={0,2}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """The payload of a signature as text, the protected header of the first signature, and how it was written."""

    payload: str
    header: Mapping[str, object]
    serialisation: str


def looks_compact(text: str) -> bool:
    """Whether a text begins like a compact JWS: base64url of `{"`, as every JOSE header begins."""
    start = text.lstrip()
    return start.startswith(("eyJ", "ewog", "ewoi", "ew0K", "eyAi")) and not re.search(r"[^\w.~=\s-]", start[:4000])


def open_compact(text: str) -> Envelope:
    """The envelope of `header.payload.signature`; what follows a `~` (an SD-JWT) is refused.

    Raises:
        DocumentError: `jwt_incomplete`, `jwt_damaged`, `jwt_encrypted`, `not_supported`.
    """
    compact = "".join(text.split())
    if "~" in compact:
        raise DocumentError(
            "not_supported", "this is an SD-JWT, which is not read; ask the issuer for an Open Badge or an EDC"
        )
    segments = compact.split(".")
    if len(segments) == 1:
        raise DocumentError(
            "jwt_incomplete", "this is only the header of a JWT, the credential is missing; get the whole text"
        )
    if len(segments) == 5:
        raise DocumentError("jwt_encrypted", "this JWT is encrypted; give the decrypted credential")
    if len(segments) != 3:
        raise DocumentError(
            "jwt_incomplete", f"a JWT has three parts between dots, this has {len(segments)}; get the whole text"
        )
    header = _header(segments[0])
    if not segments[1]:
        raise DocumentError("jwt_incomplete", "the JWT has no payload (it is detached); give the credential with it")
    return Envelope(_payload(segments[1], header), header, "compact")


def is_json_envelope(value: object) -> bool:
    """Whether a JSON value is a JWS in JSON serialisation: a payload with one signature or a list of them."""
    return (
        isinstance(value, dict) and "payload" in value and ("signatures" in value or "signature" in value)
        and "credentialSubject" not in value
    )  # fmt: skip


def open_json(value: dict[str, object]) -> Envelope:
    """The envelope of a flattened or general JSON serialisation (as a JAdES-sealed EDC is).

    Raises:
        DocumentError: `jwt_incomplete`, `jwt_damaged`, with the pointer.
    """
    signatures = value.get("signatures")
    if signatures is None:
        signature: object = value
        place, serialisation = "/protected", "flattened"
    else:
        signature = signatures[0] if isinstance(signatures, list) and signatures else None
        place, serialisation = "/signatures/0/protected", "general"
    if not isinstance(signature, dict):
        raise DocumentError("jwt_incomplete", "the sealed file has no signature; get the whole file", "/signatures")
    protected = signature.get("protected")
    header = _header(protected, place) if isinstance(protected, str) else {}
    payload = value["payload"]
    if not isinstance(payload, str) or not payload.strip():
        raise DocumentError("jwt_incomplete", "the sealed file has no payload; get the whole file", "/payload")
    return Envelope(_payload(payload, header), header, serialisation)


def _payload(payload: str, header: Mapping[str, object]) -> str:
    # RFC 7797: with b64 false the payload stands as it is. Some sealers write raw text without saying so, and
    # base64url can never begin with a brace.
    if header.get("b64") is False or payload.lstrip().startswith(("{", "[")):
        return payload
    return _decoded(payload, "payload", "/payload")


def _header(segment: str, place: str = "") -> Mapping[str, object]:
    header = parse_json(_decoded(segment, "header", place))
    if not isinstance(header, dict):
        raise DocumentError("jwt_damaged", "the header of the JWT is not a JSON object; get the file again", place)
    return header


def _decoded(segment: str, part: str, place: str) -> str:
    try:
        if not _SEGMENT.fullmatch(segment):
            raise ValueError
        raw = base64.b64decode(segment.rstrip("=") + "=" * (-len(segment.rstrip("=")) % 4), altchars=b"-_")
        return raw.decode("utf-8-sig")
    except (ValueError, binascii.Error):
        raise DocumentError(
            "jwt_damaged", f"the {part} of the JWT is not base64url of UTF-8 text; get the file again", place
        ) from None
