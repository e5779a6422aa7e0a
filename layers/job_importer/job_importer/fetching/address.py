"""Which addresses a feed may be fetched from: public unicast, and nothing else.

The lists are our own, from the IANA special-purpose registries (RFC 6890, updated by RFC 8190), because what
`ipaddress` calls global changes between Python's patch releases.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from job_importer.fetching.model import Address, Network

_FORBIDDEN_V4 = [
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; Alibaba's metadata service
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host services, on a public address
        "169.254.0.0/16",  # link-local; the metadata services of AWS, Azure, Google
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF assignments; Oracle's metadata service
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved; broadcast
    )
]
LOOPBACK: tuple[Network, ...] = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
_PUBLIC_V6 = IPv6Network("2000::/3")  # loopback, ULA, link-local, multicast, IPv4-compatible are all outside
_FORBIDDEN_V6 = [
    IPv6Network(network)
    for network in (
        "2001::/23",  # IETF assignments: Teredo, ORCHID, benchmarks
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
]
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


def unmapped(address: Address) -> Address:
    """The IPv4 address behind an IPv4-mapped IPv6 address (::ffff:a.b.c.d), which is what the kernel connects to."""
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def is_permitted(address: Address, allowed: Iterable[Network]) -> bool:
    """Whether a feed may be fetched from `address`: it is public, or in one of the `allowed` networks."""
    address = unmapped(address)
    return any(address in network for network in allowed) or is_public(address)


def is_public(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _FORBIDDEN_V4)
    if address in _NAT64:
        return is_public(_low_bits(address))
    if address.scope_id or address not in _PUBLIC_V6 or any(address in network for network in _FORBIDDEN_V6):
        return False
    is_isatap = (int(address) >> 32) & 0xFFFFFFFF in _ISATAP
    return is_public(_low_bits(address)) if is_isatap else True


def _low_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)
