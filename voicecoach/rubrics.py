"""What each kind of question asks for, and how a speaker is asked about it."""

from collections.abc import Mapping
from typing import Final

from voicecoach.types import Track

RUBRICS: Final[Mapping[Track, Mapping[str, str]]] = {
    "python": {
        "approach": "The approach in a sentence first",
        "data_structures": "Data structures, and why",
        "cost": "Cost in time and memory",
        "edge_cases": "Edge cases and bad input",
        "tests": "How it would be tested",
        "trade_off": "A trade-off",
        "readable": "Readable as well as fast",
    },
    "explain": {
        "definition": "A plain definition first",
        "example": "An analogy or an example",
        "terms": "Terms explained or avoided",
        "why_it_matters": "Why it matters",
        "contrast": "What it is not",
        "summary": "A summary or a check at the end",
    },
    "ambiguity": {
        "questions": "Clarifying questions",
        "assumptions": "Assumptions stated",
        "parts": "The problem in parts",
        "options": "Options compared",
        "risks": "Risks",
        "metric": "How success is measured",
        "next_step": "A next step",
    },
    "impact": {
        "star": "Situation, task, action and result",
        "action": "Action is the largest part",
        "own_part": "Your own part",
        "number": "The result in numbers",
        "business": "Tied to the business",
    },
    "team": {
        "episode": "One real episode, told to its end",
        "other_side": "The other side's view",
        "learned": "What you changed or learned",
        "credit": "Credit shared, your part clear",
        "relationship": "How it ended between you",
    },
}
"""What a good spoken answer contains, by track: key and name of each item."""

ANSWERS: Final = "Answers the question"
"""The first item of every rubric, whatever the kind of question."""

ASKS: Final[Mapping[str, str]] = {
    "python.approach": "Did you say the approach in a sentence before the details?",
    "python.data_structures": "Did you say which data structures you use, and why?",
    "python.cost": "Did you name the cost in time and memory?",
    "python.edge_cases": "Did you name an edge case, and what happens then?",
    "python.tests": "Did you say how you would test it?",
    "python.trade_off": "Did you name a trade-off: what is gained, what is given up?",
    "python.readable": "Did you say what keeps the code readable?",
    "explain.definition": "Did you begin with a plain definition?",
    "explain.example": "Did you give an analogy or an example?",
    "explain.why_it_matters": "Did you say why it matters?",
    "explain.contrast": "Did you say what it is not?",
    "explain.summary": "Did you end with a summary or a check?",
    "ambiguity.questions": "Did you ask what you need to know?",
    "ambiguity.assumptions": "Did you say what you assume?",
    "ambiguity.parts": "Did you take the problem apart?",
    "ambiguity.options": "Did you compare options?",
    "ambiguity.risks": "Did you name what could go wrong?",
    "ambiguity.metric": "Did you say how success is measured?",
    "ambiguity.next_step": "Did you name a next step?",
    "impact.own_part": "Is your own part clear?",
    "impact.business": "Did you tie the outcome to the business?",
    "team.other_side": "Did you give the other side's view?",
    "team.learned": "Did you say what you changed or learned?",
    "team.credit": "Did you share the credit and keep your part clear?",
    "team.relationship": "Did you say how it ended between you?",
}
"""What the speaker is asked about an item that cannot be told surely enough."""

STARTERS: Final[Mapping[str, str]] = {
    "The approach in a sentence first": "“In one sentence, I would …”",
    "Data structures, and why": "“I keep … in a … because …”",
    "Cost in time and memory": "“That takes … in time and … in memory.”",
    "Edge cases and bad input": "“If … is empty or missing, then …”",
    "How it would be tested": "“I would test it with …”",
    "A trade-off": "“That is …, at the cost of …”",
    "Readable as well as fast": "“I keep it readable by …”",
    "A plain definition first": "“… is a way to …”",
    "An analogy or an example": "“It is like …”",
    "Terms explained or avoided": "“…, that is, …”",
    "Why it matters": "“This matters because …”",
    "What it is not": "“It is not …”",
    "A summary or a check at the end": "“So in short, …”",
    "Clarifying questions": "“First I would ask …”",
    "Assumptions stated": "“I assume that …, because …”",
    "The problem in parts": "“There are three parts: …”",
    "Options compared": "“One way is …, another is …”",
    "Risks": "“What could go wrong is …”",
    "How success is measured": "“I would call it a success if …”",
    "A next step": "“First thing on Monday I would …”",
    "Your own part": "“My part was …”",
    "The result in numbers": "“It went from … to …”",
    "Tied to the business": "“For the company that meant …”",
    "The other side's view": "“She saw it like this: …”",
    "What you changed or learned": "“Since then I …”",
    "Credit shared, your part clear": "“… did …, and I did …”",
    "How it ended between you": "“Today the two of us …”",
}
"""How a sentence may begin that does what an item asks for, by its name."""
