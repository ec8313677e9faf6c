"""Packed: gzip without its two traps, a body that was cut off and one that unpacks to gigabytes. Bytes in, bytes out."""

from __future__ import annotations

import zlib

CHUNK_BYTES = 1 << 20
MAGIC = b"\x1f\x8b"


class PackedError(ValueError):
    """A gzip file that cannot be used; `fault` is the contract's name for it."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def is_whole_gzip(body: bytes, limit_bytes: int) -> bool:
    """Whether the last gzip member ends. More than `limit_bytes` unpacked is left for the size limit to name."""
    done = 0
    while body[:2] == MAGIC:
        member = zlib.decompressobj(wbits=31)
        rest = body
        while not member.eof:
            try:
                chunk = member.decompress(rest, CHUNK_BYTES)
            except zlib.error:
                return False
            done += len(chunk)
            if done > limit_bytes:
                return True
            rest = member.unconsumed_tail
            if not chunk and not rest:
                return member.eof
        body = member.unused_data
    return True


def bounded_gunzip(body: bytes, limit_bytes: int) -> bytes:
    """The content of a .gz file.

    Raises:
        PackedError: `too_large` when it unpacks to more than the limit, `bad_encoding` when it is cut off or none.
    """
    unpacked = bytearray()
    while body[:2] == MAGIC:
        member = zlib.decompressobj(wbits=31)
        try:
            unpacked += member.decompress(body, limit_bytes + 1 - len(unpacked))
        except zlib.error as error:
            raise PackedError("bad_encoding") from error
        if len(unpacked) > limit_bytes:
            raise PackedError("too_large")
        if not member.eof:
            raise PackedError("bad_encoding")
        body = member.unused_data
    return bytes(unpacked)
