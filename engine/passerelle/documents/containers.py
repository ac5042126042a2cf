"""The bytes of a file enter; its text leaves, or a one-line refusal that names what the file seems to be."""

from __future__ import annotations

from passerelle.errors import DocumentError

#: Bytes. A credential with its pictures is below 1 MB.
LARGEST = 10_000_000

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", "a badge baked into a picture has to be exported as JSON first"),
    (b"\xff\xd8\xff", "a JPEG picture", "a picture proves nothing; ask the issuer for the credential file"),
    (b"GIF8", "a GIF picture", "a picture proves nothing; ask the issuer for the credential file"),
    (b"%PDF", "a PDF", "ask the issuer for the credential file itself, or describe it in a portfolio"),
    (b"PK\x03\x04", "a ZIP archive (or an office document)", "unpack it and give the credential file inside"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the credential file inside"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the credential file inside"),
    (b"\xd0\xcf\x11\xe0", "an office document", "describe the credential in a portfolio"),
)
_WIDE = (
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip


def text_of(content: bytes, *, largest: int = LARGEST) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        DocumentError: `too_large`, `empty`, `not_text` (a picture, an archive, …), `not_utf8`, `not_supported`
            (XML, HTML, SVG).
    """
    if len(content) > largest:
        raise DocumentError(
            "too_large",
            f"the file has {len(content):,} bytes and at most {largest:,} are read; leave out large pictures",
        )
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise DocumentError("empty", "the file is empty; choose the file again")
    for signature, what, advice in _SIGNATURES:
        if content.startswith(signature):
            raise DocumentError("not_text", f"this is {what}, not a credential file; {advice}")
    for mark, name in _WIDE:
        if content.startswith(mark):
            raise DocumentError("not_utf8", f"the file is in {name}; save it as UTF-8")
    if len(content) > 1 and (content[0] == 0) != (content[1] == 0):
        raise DocumentError("not_utf8", "the file seems to be in UTF-16; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(
            "not_utf8", f"the file is not in UTF-8 (byte {error.start}); save it as UTF-8", f"line {line}"
        ) from None
    if "\x00" in text:
        raise DocumentError("not_text", "this is a binary file, not a credential file; choose another file")
    _refuse_markup(text)
    return text


def _refuse_markup(text: str) -> None:
    start = text.lstrip()[:2000].lower()
    if not start.startswith("<"):
        return
    if "<svg" in start:
        what, advice = "an SVG picture", "a badge baked into a picture has to be exported as JSON first"
    elif "<html" in start or "<!doctype html" in start:
        what, advice = "a web page (HTML)", "download the credential file from that page instead"
    elif "<elmo" in start:
        what, advice = "an ELMO record (XML)", "this format is not read; describe the units in a portfolio"
    elif "europass" in start or "europa.eu/snb" in start:
        what, advice = "a Europass credential of version 2 (XML)", "ask the issuer for version 3 (JSON-LD)"
    else:
        what, advice = "an XML file", "this format is not read; ask the issuer for a JSON credential"
    raise DocumentError("not_supported", f"this is {what}; {advice}")
