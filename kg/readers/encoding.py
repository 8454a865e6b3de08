"""Decodes the bytes of a report without altering a character; doubt is an error, not a guess.

UTF-8 first, then what the file itself declares, then charset-normalizer among the encodings that English reports come in.
A byte order mark says how to read the bytes and is dropped; line endings stay as they are.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Only these: cp1250 and its kin fit any English text with a few curly quotes, and turn its pound signs into letters.
_LEGACY: Final = ("cp1252", "mac_roman", "cp1251", "cp1256", "koi8_r", "shift_jis", "big5", "gb18030", "euc_kr")
_UTF8_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf](?:[\x80-\xbf]|\Z)")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b")) + b"\x7f"
_MAX_CHAOS: Final = 0.1
_MAX_CONTROLS: Final = 0.01


class DecodingError(ValueError):
    """Bytes that are no text, or text in an encoding that cannot be told."""


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text, to the character.

    Args:
        data: The whole file.
        declared: The encoding that the file names itself, if it does.

    Raises:
        DecodingError: Binary data, broken Unicode, or an encoding that cannot be told with confidence.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding)
    if b"\0" in data or len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MAX_CONTROLS):
        raise DecodingError("binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _declared(data, declared) or _detected(data, error)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(f"encoding: marked as {encoding.upper()} but broken at byte {error.start}") from error
    if "\0" in text:
        raise DecodingError("binary, not text")
    return text


def _declared(data: bytes, declared: str | None) -> str | None:
    """Return the text in the declared encoding, or ``None`` where that is unknown or does not fit."""
    try:
        return data.decode(declared) if declared else None
    except (LookupError, UnicodeDecodeError):
        return None


def _detected(data: bytes, error: UnicodeDecodeError) -> str:
    """Return the text in the one likely legacy encoding.

    Raises:
        DecodingError: Part of it is UTF-8 (a cut or mixed file), or no encoding reads without noise.
    """
    if _UTF8_SEQUENCE.search(data):
        raise DecodingError(f"encoding: UTF-8 that is broken at byte {error.start}; save it again as UTF-8")
    best = from_bytes(data, cp_isolation=list(_LEGACY)).best()
    if best is None or best.chaos > _MAX_CHAOS:
        raise DecodingError(f"encoding: not UTF-8 (byte {error.start}) and no other can be told; save it as UTF-8")
    return data.decode(best.encoding)
