"""Decode a recording while it is still growing.

A piece is decoded once nothing that follows can belong to it. When the recording has
ended, it is cut anew, and what was decoded of the same pieces is taken as it is: the
result is what decoding everything at the end would give.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from voicecoach.transcribe.decode import Ears, Heard, decode
from voicecoach.transcribe.pieces import MARGIN, Piece, cut
from voicecoach.types import Acoustics, Sound

TOLERANCE: Final = 0.06
"""Seconds by which the boundaries of a piece may move, in the silence around speech,
when more of the recording shows how loud the speaker is."""

SETTLED: Final = MARGIN + 0.2
"""Seconds of silence after which a piece may be the last one."""


class Early:
    """What was decoded of a growing recording so far."""

    def __init__(self) -> None:
        self._found: list[tuple[Piece, Heard]] = []

    def advance(self, sound: Sound, acoustics: Acoustics, ears: Ears) -> bool:
        """Decode the first piece that is whole by now and not known yet.

        Returns whether there was one.
        """
        pieces = cut(acoustics, sound.duration)
        if pieces and sound.duration - acoustics.speech_spans[-1].end < SETTLED:
            pieces = pieces[:-1]
        for piece in pieces:
            if self._recall(piece) is None:
                self._found.extend(
                    (piece, heard) for heard in decode(sound, [piece], ears)
                )
                return True
        return False

    def complete(
        self, sound: Sound, pieces: Sequence[Piece], ears: Ears
    ) -> Iterator[Heard]:
        """Give what is heard in each piece, decoding only what is not known yet."""
        known = [self._recall(piece) for piece in pieces]
        unknown = [
            piece for piece, heard in zip(pieces, known, strict=True) if not heard
        ]
        fresh = decode(sound, unknown, ears)
        for heard in known:
            yield heard or next(fresh)

    @property
    def decoded(self) -> int:
        """How many pieces were decoded so far, in vain or not."""
        return len(self._found)

    def share(
        self, sound: Sound, acoustics: Acoustics, decoded: int | None = None
    ) -> float | None:
        """Say what fraction of the speech is in the first so many decoded pieces.

        All of them unless said; None where there is nothing to decode.
        """
        pieces = cut(acoustics, sound.duration)
        early = [piece for piece, _ in self._found[:decoded]]
        total = sum(piece.duration for piece in pieces)
        known = sum(
            piece.duration
            for piece in pieces
            if any(_same(own, piece) for own in early)
        )
        return known / total if total else None

    def known(self, pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Heard]]:
        """Give those of the pieces that were decoded, with what was heard in them."""
        for piece in pieces:
            heard = self._recall(piece)
            if heard is not None:
                yield piece, heard

    def _recall(self, piece: Piece) -> Heard | None:
        return next((heard for own, heard in self._found if _same(own, piece)), None)


def _same(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces hold the same speech."""
    return len(one.spans) == len(other.spans) and all(
        abs(a.start - b.start) <= TOLERANCE and abs(a.end - b.end) <= TOLERANCE
        for a, b in zip(one.spans, other.spans, strict=True)
    )
