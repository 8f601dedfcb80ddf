"""The steps of parsing YAML, and YAML written; the one door of PyYAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

QUOTES: Final = (
    "Put a text with a colon, a # or a quotation mark in it in double quotes, and keep "
    "the spaces at the start of the lines."
)

UNCLOSED: Final = {
    "quoted": "a quotation mark is not closed",
    "simple key": "a colon is missing after a field's name",
}
"""What the parser was reading where it gave up, and what that means."""

PLAIN: Final = {
    "mapping values": "a colon too many, or a line that begins too far right",
    "tab": "a tab where spaces belong",
    "\\t": "a tab where spaces belong",
    "expected key": "a line that does not begin where those above it do",
    "<block end>": "a line that does not begin where those above it do",
    "alphabetic or numeric": "a text that begins with a sign",
    "cannot start any token": "a text that begins with a sign",
}
"""What the two parsers of PyYAML say, in plain words."""


class TearError(Exception):
    """Here the text stops being the YAML that is read; its lines count from 1."""

    def __init__(self, line: int, problem: str, remedy: str = QUOTES) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Event:
    """One step of the parser: a text, or where a list or fields open or close."""

    kind: Literal["text", "list", "fields", "end"]
    line: int
    value: str = ""
    sign: str = ""  # a tag or a reference, as it is written


def dump(value: Mapping[str, object]) -> str:
    """Write fields as YAML, in their order."""
    import yaml

    written: str = yaml.safe_dump(
        dict(value), sort_keys=False, allow_unicode=True, width=88
    )
    return written


def events(text: str) -> Iterator[Event]:
    """Parse one document step by step.

    Raises
    ------
    TearError
        From here on it is not YAML, or another document.
    """
    import yaml

    # The parser in C is twenty times as fast; not every platform's package has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    documents = 0
    brackets: list[int] = []
    last: Any = None
    try:
        for event in yaml.parse(text, Loader=loader):
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                line = event.start_mark.line + 1
                raise TearError(line, "a second document", "Remove the line '---'.")
            last = event
            _follow(event, brackets)
            if (step := _step(yaml, event)) is not None:
                yield step
    except yaml.YAMLError as error:
        if brackets:
            raise TearError(brackets[0], "a bracket is not closed") from error
        raise _tear(error, last) from error


def _follow(event: Any, brackets: list[int]) -> None:  # noqa: ANN401  (PyYAML has no types)
    """Keep the lines of the brackets that are open."""
    if getattr(event, "flow_style", None):
        brackets.append(event.start_mark.line + 1)
    elif brackets and type(event).__name__ in ("SequenceEndEvent", "MappingEndEvent"):
        brackets.pop()


def _step(yaml: Any, event: Any) -> Event | None:  # noqa: ANN401  (as above)
    line = event.start_mark.line + 1
    sign = ""
    if getattr(event, "anchor", None):
        star = "*" if isinstance(event, yaml.AliasEvent) else "&"
        sign = f"{star}{event.anchor}"
    elif getattr(event, "tag", None):
        sign = event.tag.replace("tag:yaml.org,2002:", "!!")
    if isinstance(event, yaml.ScalarEvent):
        return Event("text", line, event.value, sign)
    if isinstance(event, yaml.AliasEvent):
        return Event("text", line, "", sign)
    if isinstance(event, yaml.SequenceStartEvent):
        return Event("list", line, sign=sign)
    if isinstance(event, yaml.MappingStartEvent):
        return Event("fields", line, sign=sign)
    if isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
        return Event("end", line)
    return None


def _tear(error: Any, last: Any) -> TearError:  # noqa: ANN401  (as above)
    """Say where a text stops being YAML: where the torn thing began, if known."""
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context", None) or ""
    began = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or began
    if getattr(last, "style", None) in ("'", '"') and (
        last.start_mark.line < last.end_mark.line
    ):
        return TearError(last.start_mark.line + 1, UNCLOSED["quoted"])
    for sign, meaning in UNCLOSED.items():
        if began is not None and sign in context:
            return TearError(began.line + 1, meaning)
    meaning = next((own for sign, own in PLAIN.items() if sign in problem), problem)
    return TearError(1 if mark is None else mark.line + 1, f"not YAML: {meaning}")
