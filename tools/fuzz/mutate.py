"""Documents damaged as publishers, proxies and attackers damage them."""

import random

PLAIN = b"""
< > & ]]> <![CDATA[ <!-- --> ?> </ /> ' " ]> &nbsp; &#0; &#x110000; xmlns:a='b' a:b encoding='utf-16'
encoding='idna' encoding='utf-7' 0/0/0 99999999999999 http://[ https://x:99999/ { [ null 1e999
2026-02-30 <item> </item>
"""
SNIPPETS = (
    *PLAIN.split(),
    *(b"<?xml ", b"\x00", b"\xff", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"\xef\xbb\xbf"),
    *(b"\xfe\xff", b"\xed\xa0\x80", b"\\ud800"),
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """A handful of small changes: bits, snippets, cuts, copies; now and then another encoding."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(result) + 1)
        end = min(len(result), at + chance.choice((1, 1, 2, 8, 60, 500)))
        match chance.randrange(6):
            case 0 if at < len(result):
                result[at] ^= 1 << chance.randrange(8)
            case 1:
                result[at:at] = chance.choice(SNIPPETS)
            case 2:
                del result[at:end]
            case 3:
                result[at:at] = result[at:end]
            case 4:
                result[at:end] = chance.choice(SNIPPETS)
            case _:
                result[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 4)))
    if chance.random() < 0.03:
        return (
            bytes(result).decode("utf-8", "replace").encode(chance.choice(("utf-16", "utf-32-le", "cp1252")), "replace")
        )
    return bytes(result[: chance.randrange(len(result) + 1)]) if chance.random() < 0.1 else bytes(result)
