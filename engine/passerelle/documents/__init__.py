"""Bytes of a credential file enter; a `Document` leaves: awards whose every value knows its place in the file."""

from passerelle.documents.document import Document
from passerelle.documents.reading import Format, formats, read_document
from passerelle.errors import DocumentError

__all__ = ["Document", "DocumentError", "Format", "formats", "read_document"]
