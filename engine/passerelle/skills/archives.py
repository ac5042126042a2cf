"""The bytes of a zip in, the bytes of those of its files that are wanted out, or a `DocumentError`.

What a zip says of its own size is not believed: every file is unpacked up to a limit and not a byte further.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from passerelle.errors import DocumentError

#: Bytes of a zip, of one file in it, and of all that is unpacked of it. ESCO 1.1.1 has 4 MB, 10 MB and 16 MB.
LARGEST = 100_000_000
LARGEST_FILE = 100_000_000
LARGEST_ALL = 200_000_000
MOST_FILES = 1_000


def unpack(content: bytes, wanted: Callable[[str], bool], *, largest: int = LARGEST_ALL) -> dict[str, bytes]:
    """The files of a zip whose name (without its folder) is wanted, by that name.

    Raises `DocumentError`: it is no zip, is damaged or locked, unpacks to more than `largest` bytes, or has two wanted
    files of one name.
    """
    if len(content) > LARGEST:
        raise DocumentError("too_large", f"the file has {len(content):,} bytes and at most {LARGEST:,} are read")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise DocumentError("too_large", f"the zip has {len(entries):,} files and at most {MOST_FILES:,} are")
            found: dict[str, bytes] = {}
            left = largest
            for entry in entries:
                name = entry.filename.rpartition("/")[2]
                if entry.is_dir() or entry.filename.startswith("__MACOSX/") or not wanted(name):
                    continue
                if name in found:
                    raise DocumentError("twice", f"the zip has two files {name}; give a zip with one of them")
                found[name] = _file(archive, entry, min(left, LARGEST_FILE))
                left -= len(found[name])
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise DocumentError("no_zip", f"this is no zip that can be read ({error}); get the whole file anew") from None
    except NotImplementedError as error:
        raise DocumentError("no_zip", f"the zip is packed in a way that is not read: {error}") from None


def _file(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, largest: int) -> bytes:
    if entry.flag_bits & 1:
        raise DocumentError("no_zip", f"{entry.filename} is locked with a password; give a zip without one")
    with archive.open(entry) as stream:
        content = stream.read(largest + 1)
    if len(content) > largest:
        raise DocumentError(
            "too_large", f"{entry.filename} unpacks to more than {largest:,} bytes, which no classification has"
        )
    return content
