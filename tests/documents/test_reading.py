"""What a file is, is told from its content; what is no credential is refused in one line that says what it is."""

from __future__ import annotations

import json
import time

import pytest

from passerelle.documents import formats


def test_the_formats_that_are_read() -> None:
    assert [known.id for known in formats()] == ["elm-3", "open-badge-3", "portfolio"]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b" \r\n\t", "empty", "empty"),
        (b"\xef\xbb\xbf", "empty", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text", "a PNG picture"),
        (b"%PDF-1.7\n", "not_text", "a PDF"),
        (b"PK\x03\x04\x14\x00", "not_text", "a ZIP archive"),
        (b"\xff\xd8\xff\xe0", "not_text", "a JPEG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_supported", "an SVG picture"),
        (b"<?xml version='1.0'?>\n<svg/>", "not_supported", "an SVG picture"),
        (b"<!DOCTYPE html><html></html>", "not_supported", "a web page"),
        (b"<?xml version='1.0'?><elmo/>", "not_supported", "an ELMO record"),
        (b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "not_supported", "an XML file"),
        ('{"a": "č"}'.encode("utf-16"), "not_utf8", "UTF-16"),
        ('{"a": "č"}'.encode("utf-16-le"), "not_utf8", "UTF-16"),
        ('{"a": "č"}'.encode("iso8859-2"), "not_utf8", "not in UTF-8 (byte 7)"),
        (b'{"a"\x00: 1}', "not_text", "a binary file"),
        (b"hello", "unknown_format", "no known credential"),
        (b"just: some\nyaml: file\n", "unknown_format", "no known credential"),
        (b"a,b\n1,2\n", "unknown_format", "no known credential"),
        (b"{}", "unknown_format", "this JSON is no known credential"),
        (b"[]", "unknown_format", "this JSON is no credential"),
        (b'{"type": ["VerifiableCredential", "EndorsementCredential"]}', "unknown_format", "an endorsement"),
        (b'{"type": "VerifiablePresentation"}', "unknown_format", "a presentation"),
        (b'{"type": "Assertion"}', "unknown_format", "an Open Badge 2"),
        (b'{"type": ["VerifiableCredential", "Diploma"]}', "unknown_format", "describes “Diploma”"),
    ],
)
def test_what_is_no_credential_is_named(reader, content, code, words) -> None:
    error = reader.refusal(content)
    assert error.code == code
    assert words in error.message


def test_an_unknown_json_names_what_is_known(reader) -> None:
    message = reader.refusal({"type": "Thing"}).message
    for known in formats():
        assert known.title in message


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('{"type": [', "json_truncated", "line 1, column 11"),
        ('{"a":\n  "text', "json_truncated", "line 2, column 3"),
        ('{"a" 1}', "json_syntax", "line 1, column 6"),
        ('{"a": 1} {}', "json_syntax", "line 1, column 10"),
        ('{"a": NaN}', "json_number", "line 1, column 7"),
        ('{"a": -Infinity}', "json_number", "line 1, column 7"),
        ('{"a": 1e999999999}', "json_number", "line 1, column 7"),
        ('{"a": ' + "9" * 5000 + "}", "json_number", "line 1, column 7"),
        ('{"a": {"b/c": [0, {"d": 1, "d": 2}]}}', "json_duplicate_key", "/a/b~1c/1/d"),
        ('{"x": {"d": 1}, "a": 1,\n "\\u0061": 2}', "json_duplicate_key", "/a"),
        ('{"a": "\\ud800"}', "json_text", "/a"),
        ('{"a": "tab\there"}', "json_syntax", "line 1, column 11"),
        ("[" * 10_000, "json_too_deep", "line 1, column 65"),
        ('{"a":' * 10_000, "json_too_deep", "line 1, column 321"),
        ("[" * 10_000 + "]" * 10_000, "json_too_deep", "line 1, column 65"),
    ],
)
def test_damaged_json_is_refused_where_it_is_damaged(reader, text, code, place) -> None:
    error = reader.refusal(text)
    assert (error.code, error.place) == (code, place)


def test_a_duplicate_key_is_named_with_its_line(reader) -> None:
    assert (
        "“issued” stands twice in one object (line 2, column 1)"
        in reader.refusal('{"issued": 1,\n"issued": 2}').message
    )


def test_brackets_in_texts_are_not_depth(reader) -> None:
    assert reader.refusal(json.dumps({"a": "[" * 10_000})).code == "unknown_format"


def test_a_file_of_fifty_megabytes_is_refused_before_it_is_parsed(reader) -> None:
    content = b"[" * 50_000_000
    start = time.perf_counter()
    assert reader.refusal(content).code == "too_large"
    assert time.perf_counter() - start < 1


def test_a_byte_order_mark_is_tolerated(reader, elm) -> None:
    assert reader.award(b"\xef\xbb\xbf" + json.dumps(elm).encode()).format == "elm-3"


def test_the_digest_is_that_of_the_bytes(reader, elm) -> None:
    import hashlib

    content = json.dumps(elm).encode()
    document = reader.document(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert {award.document for award in document.awards} == {document.sha256}


def test_the_order_of_members_changes_no_value(reader, elm) -> None:
    def turned(value):
        if isinstance(value, dict):
            return {key: turned(member) for key, member in reversed(value.items())}
        return [turned(member) for member in value] if isinstance(value, list) else value

    straight, reverse = reader.award(elm), reader.award(turned(elm))
    assert straight.workloads == reverse.workloads
    assert straight.title.value == reverse.title.value
    assert straight.awarding_bodies == reverse.awarding_bodies


def test_a_large_credential_is_read_quickly(reader, elm) -> None:
    elm["displayParameter"]["individualDisplay"] = [
        {"type": "IndividualDisplay", "displayDetail": {"type": "DisplayDetail", "image": {"content": "A" * 20_000}}}
        for _ in range(4)
    ]
    content = json.dumps(elm).encode()
    assert 85_000 < len(content) < 120_000
    reader.award(content)
    fastest = min(_timed(lambda: reader.award(content)) for _ in range(5))
    assert fastest < 0.05, "about 3 ms on a machine of 2024"


def _timed(read) -> float:
    start = time.perf_counter()
    read()
    return time.perf_counter() - start
