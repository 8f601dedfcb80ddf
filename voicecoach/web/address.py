"""Where the studio can be reached, and under which names."""

import ipaddress
import socket
from dataclasses import dataclass
from typing import Final

LOOPBACK: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Address:
    """A host, a port, and whether what is said there is encrypted."""

    host: str = LOOPBACK
    port: int = 0
    secure: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The values that a Host header may have, in lower case."""
        hosts = {self.host.lower()}
        if is_loopback(self.host):
            hosts |= {LOOPBACK, "localhost"}
        elif self.host in ("0.0.0.0", "::"):  # every address that this computer has
            hosts |= {LOOPBACK, "localhost", *_own_names()}
        standard = 443 if self.secure else 80
        written = {_bracketed(host) for host in hosts}
        bare = written if self.port == standard else set()
        return frozenset({f"{host}:{self.port}" for host in written} | bare)

    @property
    def origins(self) -> frozenset[str]:
        """The values that an Origin header may have."""
        scheme = "https" if self.secure else "http"
        return frozenset(f"{scheme}://{name}" for name in self.names)

    @property
    def url(self) -> str:
        """The address to open, without its token."""
        scheme = "https" if self.secure else "http"
        return f"{scheme}://{_bracketed(self.host)}:{self.port}/"

    @property
    def cookie(self) -> str:
        """The name of the cookie; browsers do not tell ports apart, so it does."""
        return f"voicecoach-{self.port}"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this computer and nobody else."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _own_names() -> set[str]:
    name = socket.gethostname().lower()
    try:
        _, others, addresses = socket.gethostbyname_ex(name)
    except OSError:
        return {name}
    return {name, *map(str.lower, others), *addresses}
