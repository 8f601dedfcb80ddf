"""What is loaded before the first answer, beside the recogniser."""

from typing import Final

from voicecoach import language, lexicon, sentences
from voicecoach.types import Transcript, Word

LOADED: Final = (language.load, lexicon.load, sentences.load)
"""What is loaded beside the recogniser."""

WARM_UP: Final = Transcript(
    tuple(Word(text, None, None) for text in "Last year I led a team of five.".split()),
    engine="given",
    model=None,
)
"""What is judged once before an answer: the first report loads what the others use, and
that takes longer than the report itself."""
