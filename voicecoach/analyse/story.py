"""Is it a story? One past episode, a habit, or an opinion.

The kinds follow the response types of Bangerter et al., Journal of Business and
Psychology 29(4): a story tells what happened once; a habit or an opinion stands where
a story was asked for.
"""

import functools
import re
from collections.abc import Sequence

from voicecoach.analyse.cues import event_form
from voicecoach.analyse.stretches import Stretch
from voicecoach.thresholds import STORY
from voicecoach.types import Story

_OPENER = re.compile(
    r"\b(?:one (?:time|day|night|summer)|once|last (?:year|semester|summer|fall|spring|"
    r"winter|week|month|january|november)|ago|when i was|there was (?:a|an|this|one)|"
    r"this (?:guy|one|girl|student)|back (?:in|when)|that (?:day|year|summer|night))\b"
)
_HABIT = re.compile(
    r"\b(?:usually|typically|normally|always|whenever|generally|tend to|"
    r"most of the time|every time|often|sometimes|in general|"
    r"i (?:\w+ )?(?:try|make sure|ask|start|listen|talk|write|put|say|go|look|keep))\b"
)
_OPINION = re.compile(
    r"\b(?:i (?:\w+ )?(?:think|believe|feel that|guess|would|could|consider|hope)|i'd|"
    r"should|(?:is|are|it's|that's) (?:very |really |so |always )*important|in my "
    r"opinion|i'm (?:a|an|very|really|the|also|always)|i (?:like|love|enjoy|have a)|"
    r"we would|you (?:should|have to|need to|can)|everyone|if (?:i|you|we)|because i)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|i'm|i've|i'd|we're|we've|my|our|me|us)\b")


@functools.cache
def _event() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:i|we|he|she|they|it|that|who|everyone|everybody|nobody|and|then|"
        r"(?:the|my|our|his|her|their|this|one) \w+) "
        rf"(?:\w+ly |also |then |just |never |finally |all |both )*{event_form()}\b"
    )


def story(parts: Sequence[Stretch]) -> Story | None:
    """Tell whether an answer is one past episode, a habit or an opinion.

    None where there are too few words, or where nobody does or holds anything (an
    explanation, say).
    """
    text = [part.text for part in parts]
    if sum(part.size for part in parts) < STORY.fewest_words:
        return None
    events = sum(_event().search(line) is not None for line in text)
    openers = sum(len(_OPENER.findall(line)) for line in text)
    habits = sum(len(_HABIT.findall(line)) for line in text)
    opinions = sum(len(_OPINION.findall(line)) for line in text)
    told = events + min(openers, 2)
    if events >= STORY.fewest_events and told >= STORY.lead * (habits + opinions):
        return "episode"
    people = sum(_FIRST_PERSON.search(line) is not None for line in text)
    if people < STORY.personal * len(text) or not habits + opinions:
        return None
    return "habit" if habits > opinions else "opinion"
