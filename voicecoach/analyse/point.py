"""How long it takes to come to the point."""

import re

from voicecoach.analyse.stretches import Stretch, plain, stretches
from voicecoach.thresholds import POINT
from voicecoach.types import Answer, Evidence, Metric, Structure

_NAME = "time_to_point"
_ALOUD = re.compile(
    r"(?:(?:so|well|okay|ok|um|uh|yeah|yes|sure|right|alright|hmm|and|but|oh|now|"
    r"thank you|thanks)(?: |$))*(?:"
    r"(?:that's|that is|this is) (?:a|an) (?:\w+ )?(?:good|great|interesting|tough|"
    r"hard|tricky|difficult)(?: \w+)?(?: question| one)?|"
    r"let me (?:think|see|start|try)(?: .{0,30})?|let's see|"
    r"i(?:'m| am) (?:just )?(?:trying to think|thinking)(?: .{0,25})?|"
    r"i (?:have|need) to think.{0,30}|where do i (?:start|begin)|"
    r"how do i (?:say|put).{0,20}|off the top of my head|"
    r"(?:one|something|the first thing)? ?(?:that )?comes to mind|"
    r"(?:an?|one|the) (?:\w+ )?(?:time|example|instance|situation|challenge|conflict|"
    r"project) (?:when|where|that|of|i|with|which).{0,60}|"
    r"thank(?:s| you) for .{0,30}|for (?:that|this|the) question|"
    r"i (?:guess|would say|think)(?: probably)?|i think there's one.{0,20}|"
    r"i don't (?:really )?know.{0,25}|you (?:want|asked|mean).{0,50}|"
    r"the (?:one|first) (?:i'd|i would|that|i) .{0,30}|conflict let's see|"
    r"(?:this|it) isn't really .{0,50}"
    r")?$"
)


def time_to_point(answer: Answer, structure: Structure) -> Metric:
    """Measure from the first word to the first stretch that answers, in seconds.

    A stretch does not answer yet when it only thinks aloud ("that's a good question"),
    announces ("one time when I showed leadership") or says the question again: most of
    its telling words are the question's. None without times, without words, or when
    nothing in the answer gets beyond that.
    """
    spoken = answer.spoken
    if spoken is None or not structure.segments:
        return Metric(_NAME, None, "s")
    asked = _asked(answer)
    for part in stretches(answer.words):
        if not part.size or _before_the_point(part, asked):
            continue
        start = next(
            word.start
            for word in answer.words[part.first : part.last]
            if word.kind == "word" and plain(word.text)
        )
        if start is None:
            break
        before = Evidence(spoken.start, start, "before the first point")
        value = start - spoken.start
        return Metric(_NAME, value, "s", evidence=(before,) if value > 0 else ())
    return Metric(_NAME, None, "s")


def _before_the_point(part: Stretch, asked: frozenset[str]) -> bool:
    if _ALOUD.fullmatch(part.text):
        return True
    telling = {word for word in part.text.split() if len(word) > POINT.telling}
    return len(telling) > 1 and len(telling & asked) >= POINT.restated * len(telling)


def _asked(answer: Answer) -> frozenset[str]:
    """Give the telling words of the question."""
    if answer.question is None:
        return frozenset()
    words = map(plain, answer.question.text.split())
    return frozenset(word for word in words if len(word) > POINT.telling)
