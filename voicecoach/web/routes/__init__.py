"""A module for each subject: its pages, and their twins in JSON below ``/api``."""

from typing import Any, Final

from voicecoach.web.shapes import Problem

SAID: Final = {
    400: "The request is broken",
    401: "No token, or a wrong one",
    403: "Another site, or another name of this computer",
    404: "It is not there",
    409: "It has mistakes",
    413: "Too much at once",
    422: "Something in it does not fit",
}


def faults(*more: int) -> dict[int | str, dict[str, Any]]:
    """Describe the refusals that a route may give, besides those of the door."""
    return {
        status: {"model": Problem, "description": SAID.get(status, "It was refused")}
        for status in (400, 401, 403, 413, 422, *more)
    }
