"""Who may speak to the studio: asked before any other part of it sees a request.

Other pages in the same browser can send requests here, and a name that anybody owns
can be made to lead here (DNS rebinding). So a request must name this host, must not
come from another site, and must bring the token or its cookie.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from voicecoach.web import faults, headers
from voicecoach.web.address import Address
from voicecoach.web.keys import Keys

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN: Final = frozenset({"/login"})
"""Paths that need no key: where a password is given, if there is one."""

MOST: Final = 1_000_000
"""Bytes that a request may have; only an upload may have more, and counts itself."""

UPLOADS: Final = frozenset({"/api/recordings"})


@dataclass(frozen=True, slots=True)
class _Refusal:
    status: int
    error: str
    remedy: str


HOST: Final = _Refusal(
    403,
    "This address is not the studio's.",
    "Open the address that voicecoach serve has printed.",
)
ORIGIN: Final = _Refusal(
    403, "Another site asked for this.", "Use the studio's own pages."
)
KEY: Final = _Refusal(
    401,
    "The studio does not know this browser.",
    "Open the address that voicecoach serve has printed: it holds a token.",
)
SIZE: Final = _Refusal(413, "This is too much at once.", "Send less than 1 MB.")


class Guard:
    """Wraps the application; also puts the headers on every answer."""

    def __init__(self, app: ASGIApp, address: Address, keys: Keys) -> None:
        self._app = app
        self._address = address
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        dressed = self._dressed(send, nonce, scope)
        refused = self._refusal(scope)
        if scope["type"] == "websocket":
            if refused is None:
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        response = self._answer(scope, refused, nonce)
        if response is not None:
            await response(scope, receive, dressed)
        else:
            await self._app(scope, _counted(scope, receive), dressed)

    def _refusal(self, scope: Scope) -> _Refusal | None:
        given = Headers(scope=scope)
        if given.get("host", "").lower() not in self._address.names:
            return HOST
        if self._foreign(scope, given):
            return ORIGIN
        if not self._known(scope, given):
            return KEY
        length = given.get("content-length", "0")
        if scope["path"] not in UPLOADS and length.isdigit() and int(length) > MOST:
            return SIZE
        return None

    def _foreign(self, scope: Scope, given: Headers) -> bool:
        """Tell whether another site is behind a request."""
        origin, site = given.get("origin"), given.get("sec-fetch-site")
        live = scope["type"] == "websocket"
        if live or scope["method"] not in SAFE:
            if origin is not None and origin.lower() not in self._address.origins:
                return True
            return (live and origin is None) or site not in (
                None,
                "same-origin",
                "none",
            )
        # What is only read may be opened from elsewhere, as a page of its own.
        opened = given.get("sec-fetch-mode") == "navigate"
        return site in ("cross-site", "same-site") and not opened

    def _known(self, scope: Scope, given: Headers) -> bool:
        if self._keys.knows(_cookies(given).get(self._address.cookie, "")):
            return True
        scheme, _, bearer = given.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self._keys.opens(bearer.strip()):
            return True
        token = dict(_query(scope)).get("token")
        if token is not None and self._keys.opens(token):
            scope["state"]["let_in"] = True
            return True
        return self._keys.has_password and scope["path"] in OPEN

    def _answer(
        self, scope: Scope, refused: _Refusal | None, nonce: str
    ) -> Response | None:
        """Give the answer of the door itself, if there is one."""
        page = faults.wants_page(scope)
        if refused is not None:
            if refused is KEY and page and self._keys.has_password:
                return RedirectResponse("/login", 303)
            return faults.plain(
                scope, refused.status, refused.error, refused.remedy, nonce
            )
        if not scope["state"].get("let_in"):
            return None
        if not (page and scope["method"] == "GET"):
            return None
        return self._exchanged(scope)

    def _dressed(self, send: Send, nonce: str, scope: Scope) -> Send:
        """Put the headers of every answer on, and the cookie where a token came."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", []))
                present = {name.lower() for name, _ in given}
                given += headers.added(nonce, scope["path"], present)
                if scope["state"].get("let_in"):
                    given.append(
                        (b"set-cookie", cookie(self._address, self._keys).encode())
                    )
                message["headers"] = given
            await send(message)

        return dressed

    def _exchanged(self, scope: Scope) -> Response:
        """Get the token out of the address bar; the cookie comes in its place."""
        rest = [(name, value) for name, value in _query(scope) if name != "token"]
        # Leading slashes would make it the address of another host.
        target = "/" + scope["path"].lstrip("/\\")
        target += f"?{urlencode(rest)}" if rest else ""
        response: Response
        if Headers(scope=scope).get("sec-fetch-site") == "cross-site":
            # After a redirect that another site began, a strict cookie is not sent.
            response = HTMLResponse(faults.onward(target))
        else:
            response = RedirectResponse(target, 303)
        return response


def cookie(address: Address, keys: Keys) -> str:
    """Write the cookie of this start."""
    kept = f"{address.cookie}={keys.cookie}; Path=/; HttpOnly; SameSite=Strict"
    return kept + ("; Secure" if address.secure else "")


def give_cookie(response: Response, address: Address, keys: Keys) -> None:
    """Put the cookie of this start on an answer."""
    response.headers.append("set-cookie", cookie(address, keys))


def _cookies(given: Headers) -> Mapping[str, str]:
    jar = SimpleCookie()
    try:
        jar.load(given.get("cookie", ""))
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


def _query(scope: Scope) -> list[tuple[str, str]]:
    return parse_qsl(
        scope["query_string"].decode("latin-1"),
        keep_blank_values=True,
        errors="replace",
    )


def _counted(scope: Scope, receive: Receive) -> Receive:
    """Stop reading a request that is larger than it said."""
    if scope["path"] in UPLOADS:
        return receive
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MOST:
            raise faults.RefusedError(SIZE.status, SIZE.error, SIZE.remedy)
        return message

    return counted
