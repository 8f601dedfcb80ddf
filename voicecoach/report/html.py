"""Write a report as one HTML page that needs nothing else: no network, no server.

Text from the recording and names of files are escaped by the template. The page's own
Content-Security-Policy lets exactly its style, its script and its sound in.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from voicecoach import encode
from voicecoach.report.template import fill, trusted
from voicecoach.report.timeline import Timeline, timeline
from voicecoach.report.transcript import counts, stretches
from voicecoach.types import Report, Sound

STATIC: Final = Path(__file__).with_name("static")

STYLES: Final = ("vendor/uplot/uPlot.min.css", "tokens.css", "report.css")
SCRIPTS: Final = (
    "vendor/wavesurfer/wavesurfer.min.js",
    "vendor/uplot/uPlot.iife.min.js",
    "report.js",
)

WAVESURFER_STYLE: Final = "sha256-XGW/cX2BkTPWNNT3NdyASrPEWZfPnKdPJaJ2aN7R+v8="
"""Hash of the style that wavesurfer 8.0.1 puts around a waveform 72 px high; a browser
reports it when it changes."""

LONGEST_INSIDE: Final = 1200.0
"""Seconds of sound that a page holds; a longer one lies in a file beside it."""

SOUND_SUFFIX: Final = ".report" + encode.SUFFIX


def too_long(sound: Sound) -> bool:
    """Tell whether a sound belongs beside the page and not inside it."""
    return sound.duration > LONGEST_INSIDE


def render(
    report: Report,
    sound: Sound | None = None,
    *,
    beside: str | None = None,
    encoded: bytes | None = None,
) -> str:
    """Write the page.

    Parameters
    ----------
    sound : Sound, optional
        Goes into the page; without it nothing can be played, and all else is there.
    beside : str, optional
        The name of a file in the page's folder that holds the sound instead.
    encoded : bytes, optional
        The sound as ``encode`` wrote it, in place of ``sound``.
    """
    source = sound_source(sound, beside, encoded)
    style, script = bundle(STYLES), bundle(SCRIPTS)
    return fill(
        "report.html",
        policy=policy(style, script, inside=beside is None),
        style=trusted(style),
        script=trusted(script),
        **shown(report, source),
    )


def sound_source(
    sound: Sound | None, beside: str | None, encoded: bytes | None = None
) -> str | None:
    """Say where the page finds its sound: a file beside it, or in itself."""
    if beside:
        return link(beside)
    if encoded is None and sound is not None and len(sound.samples):
        encoded = encode.encode(sound)
    if not encoded:
        return None
    coded = base64.b64encode(encoded).decode("ascii")
    return f"data:{encode.MEDIA_TYPE};base64,{coded}"


def link(name: str) -> str:
    """Write a link to a file in the page's folder."""
    return quote(name.encode("utf-8", "surrogateescape"))


def printed(report: Report) -> str:
    """Write the page for paper: all unfolded, nothing to press, no script."""
    style = bundle((*STYLES, "paper.css"))
    page = fill("paper.html", style=trusted(style), **shown(report, None))
    # A drawing on paper knows the style inside it alone. The text of a report cannot
    # hold such an element: it is escaped.
    drawing = f"<style>{bundle(('drawing.css',))}</style>"
    return re.sub(r"<svg\b[^>]*>", lambda found: found.group() + drawing, page)


def shown(report: Report, source: str | None) -> dict[str, Any]:
    """Give what the templates of a report show; ``source`` is where its sound lies."""
    drawn = timeline(report)
    told = stretches(report)
    return {
        "report": report,
        "source": source,
        "data": trusted(_data(report, drawn)),
        "timeline": drawn,
        "stretches": told,
        "counts": counts(told),
    }


def bundle(names: tuple[str, ...]) -> str:
    """Join files that come with the report."""
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in names)


def policy(style: str, script: str, *, inside: bool) -> str:
    """Write the page's Content-Security-Policy."""
    media = "data:" if inside else "'self' file:"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_sha256(script)}'",
            f"style-src '{_sha256(style)}' '{WAVESURFER_STYLE}'",
            f"media-src {media}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _sha256(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _data(report: Report, drawn: Timeline | None) -> str:
    """Give the script its numbers."""
    band = drawn.band if drawn else None
    return script_data(
        {
            "duration": round(drawn.duration, 3) if drawn else 0.0,
            "peaks": [round(float(peak), 3) for peak in report.peaks],
            "pace": [
                [round(float(at), 3), round(float(pace), 1)]
                for at, pace in report.analysis.pace
            ],
            "range": [drawn.pace_low, drawn.pace_high] if drawn else [0.0, 0.0],
            "band": [band.low, band.high] if band else None,
        }
    )


def script_data(data: Mapping[str, Any]) -> str:
    """Write what the script is given as JSON that cannot end its element."""
    text = json.dumps(data, allow_nan=False, separators=(",", ":"))
    return text.translate({ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})
