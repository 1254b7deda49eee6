"""Send to an address outside: https only, never into this network, no redirects, five seconds in all.

The name is resolved once, what it resolves to is checked, and the connection goes to the address that was checked, so
that a name that changes in between leads nowhere else.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Final
from urllib.parse import urlsplit

from truegreen.governance.saying import sentence
from truegreen.web.work.doing import ToldError

SECONDS: Final = 5.0
_TRANSLATED: Final = tuple(ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
"""Addresses that lead to others, which a gateway may find in this network."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes.

    Attributes:
        host: the name, for the certificate.
        port: the port.
        path: what is asked for there, with its query.
        address: what the name resolved to, and was checked.
    """

    host: str
    port: int
    path: str
    address: str


def target_of(url: str) -> Target:
    """Resolve where a message is to go, and check it.

    Raises:
        ToldError: it is not https, or leads into this machine or its network; or its name is not known now.
    """
    try:
        said = urlsplit(url)
        host, port = said.hostname or "", said.port or 443
    except ValueError:
        raise ToldError(sentence("The address cannot be read."), for_good=True) from None
    if said.scheme != "https" or not host or said.username or said.password:
        no = sentence("The address has to begin with https:// and a name, without a password.")
        raise ToldError(no, for_good=True)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise ToldError(sentence("The address has characters that no address has."), for_good=True)
    found = _resolved(host, port)
    if not all(map(is_outside, found)):
        no = sentence("%(host)s leads into this machine or its network; only what is outside is told.", host=host)
        raise ToldError(no, for_good=True)
    path = f"{said.path or '/'}{'?' + said.query if said.query else ''}"
    return Target(host, port, path, found[0])


def is_outside(address: str) -> bool:
    """Say whether an address is one of the public network.

    >>> is_outside("8.8.8.8"), is_outside("10.0.0.1"), is_outside("::ffff:127.0.0.1")
    (True, False, False)
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        if any(found in each for each in _TRANSLATED):
            return False
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast and not found.is_reserved


def post(target: Target, body: bytes, headers: Mapping[str, str], trust: ssl.SSLContext | None = None) -> None:
    """Send a message.

    Args:
        target: where to.
        body: the message.
        headers: what is said of it.
        trust: whose certificates count; those of this machine if left out.

    Raises:
        ToldError: it did not arrive, and why.
    """
    try:
        with _connected(target, trust or ssl.create_default_context()) as connection:
            connection.request("POST", target.path, body, dict(headers))
            status = connection.getresponse().status
    except (OSError, HTTPException) as wrong:
        is_false = isinstance(wrong, ssl.SSLCertVerificationError)
        why = "has a certificate that does not hold" if is_false else "gives no answer"
        raise ToldError(f"{target.host} {why}.") from wrong
    if 300 <= status < 400:
        raise ToldError(f"{target.host} leads elsewhere ({status}); give the address itself.", for_good=True)
    if status >= 300:
        raise ToldError(f"{target.host} answers {status}.", for_good=status in (400, 401, 403, 404, 405, 410))


def _resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ToldError(sentence("Nobody knows the name %(host)s.", host=host)) from None
    return [str(each[4][0]) for each in found]


@contextmanager
def _connected(target: Target, trust: ssl.SSLContext) -> Iterator[HTTPSConnection]:
    """Connect to the address that was checked; all that is done there is over after the time there is."""
    plain = socket.create_connection((target.address, target.port), SECONDS)
    with closing(trust.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False)) as held:
        ends = Timer(SECONDS, _cut, [held])
        ends.start()
        try:
            held.do_handshake()
            connection = HTTPSConnection(target.host, target.port, timeout=SECONDS, context=trust)
            connection.sock = held
            yield connection
        finally:
            ends.cancel()


def _cut(held: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(held, socket.SHUT_RDWR)  # whoever reads from it reads its end
