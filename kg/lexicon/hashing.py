"""Hashes of names that can be joined: the hash of two words together follows from those of each.

A key (`kg.lexicon.key`) is hashed as a polynomial in a large odd base over 64-bit integers (Karp, Rabin
1987), so that every run of words of a text is hashed by one multiplication and one addition for each word
more. A hash only narrows the search: what is found by one is compared with the name itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

BASE = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_MIX = 0xFF51AFD7ED558CCD
#: Bits of a number in a table that hold the number of a concept; the others hold the hash.
PLACE_BITS = 32
#: Upper bits of a mixed hash that are known when it is half mixed.
HALF = 29
_CHUNK = 8192


def hash_text(text: str) -> int:
    """Return the polynomial hash of `text` in 64 bits.

    >>> hash_text("ewingsarcoma") == join(hash_text("ewing"), hash_text("sarcoma"), len("sarcoma"))
    True
    """
    total = 0
    for character in text:
        total = (total * BASE + ord(character) + 1) & _MASK
    return total


def join(left: int, right: int, length: int) -> int:
    """Return the hash of two texts one behind the other; `length` is that of the right one."""
    return (left * pow(BASE, length, 1 << 64) + right) & _MASK


def powers(count: int, base: int = BASE) -> Hashes:
    """Return the powers of a base from 0 up to `count` (not included)."""
    found = np.ones(max(count, 1), dtype=np.uint64)
    found[1:] = np.uint64(base)
    return np.multiply.accumulate(found)


def mixed(hashes: Hashes) -> Hashes:
    """Return the hashes with their bits spread, so that the upper ones tell names apart.

    The low bits of a polynomial depend on the low bits of the letters only; this is the finaliser of
    MurmurHash3 (Appleby, public domain) by half, which is enough for looking up.
    """
    return wholly_mixed(half_mixed(hashes))


def half_mixed(hashes: Hashes) -> Hashes:
    """Return the hashes mixed as far as their upper `HALF` bits go."""
    found = hashes >> np.uint64(33)
    found ^= hashes
    found *= np.uint64(_MIX)
    return found


def wholly_mixed(hashes: Hashes) -> Hashes:
    """Return what `mixed` gives of hashes that are half mixed."""
    return hashes ^ (hashes >> np.uint64(HALF))


def hash_one(text: str) -> int:
    """Return the mixed hash of a text, as `hash_all` gives it.

    >>> hash_one("sarcoma") == int(hash_all(["sarcoma"])[0])
    True
    """
    found = hash_text(text)
    found = (found ^ found >> 33) * _MIX & _MASK
    return found ^ found >> HALF


def hash_all(texts: Sequence[str]) -> Hashes:
    """Return the mixed hash of each text, as `hash_text` and `mixed` give it one by one."""
    parts = [_hash_chunk(texts[at : at + _CHUNK]) for at in range(0, len(texts), _CHUNK)]
    return mixed(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.uint64)


def _hash_chunk(texts: Sequence[str]) -> Hashes:
    """Return the polynomial hashes of a few texts, letter by letter over all that are long enough."""
    lengths = np.array([len(text) for text in texts])
    order = np.argsort(-lengths, kind="stable")
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))[order]
    total = np.zeros(len(texts), dtype=np.uint64)
    live = len(texts)
    sorted_lengths = lengths[order]
    for at in range(int(sorted_lengths[0]) if len(texts) else 0):
        while sorted_lengths[live - 1] <= at:
            live -= 1
        letters = codes[starts[:live] + at].astype(np.uint64) + np.uint64(1)
        total[:live] = total[:live] * np.uint64(BASE) + letters
    found = np.empty_like(total)
    found[order] = total
    return found


def placed(hashes: Hashes, places: NDArray[np.uint64]) -> Hashes:
    """Return the hashes with their lowest bits replaced by the numbers of the concepts."""
    return (hashes >> np.uint64(PLACE_BITS) << np.uint64(PLACE_BITS)) | places
