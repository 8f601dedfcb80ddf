"""The user's own list of terms: which their listeners know, and which are jargon."""

from pathlib import Path
from typing import Final

from voicecoach import yaml_lines
from voicecoach.errors import InputError
from voicecoach.settings import home
from voicecoach.types import OwnTerms
from voicecoach.yaml_lines import Fields, Items, Mistake, Node, Parsed, Text

NAME: Final = "terms.yaml"
"""What the list is called in the folder of all that is kept."""

KNOWN: Final = "known to my listeners"
JARGON: Final = "jargon here"
_FORM: Final = f"Write '{KNOWN}:' or '{JARGON}:' and below it '- a term', one a line."


def find(given: Path | None = None) -> OwnTerms | None:
    """Read the user's list, and the file that is given; None where there is neither.

    Raises
    ------
    InputError
        A file cannot be read, or something in it is wrong; the problem names the line.
    """
    kept = home() / NAME
    files = [path for path in (kept if kept.is_file() else None, given) if path]
    lists = [read(path) for path in files]
    if not lists:
        return None
    return OwnTerms(
        known=tuple(term for each in lists for term in each.known),
        jargon=tuple(term for each in lists for term in each.jargon),
    )


def read(path: Path) -> OwnTerms:
    """Read one list of terms from a YAML file.

    Raises
    ------
    InputError
        It cannot be read, or something in it is wrong; the problem names the line.
    """
    parsed = yaml_lines.parse(yaml_lines.read(path))
    mistakes = list(parsed.mistakes)
    fields = _fields(parsed, mistakes)
    mistakes += [
        Mistake(node.line, f"unknown field {name!r}", _FORM)
        for name, node in fields.items()
        if name not in (KNOWN, JARGON)
    ]
    lists = [_terms(fields.get(name), mistakes) for name in (KNOWN, JARGON)]
    if mistakes:
        first = min(mistakes, key=lambda mistake: mistake.line)
        raise InputError(f"{path}:{first.line}: {first.problem}.", first.remedy)
    return OwnTerms(*lists)


def _fields(parsed: Parsed, mistakes: list[Mistake]) -> dict[str, Node]:
    if isinstance(parsed.root, Fields):
        return dict(parsed.root.fields)
    if parsed.whole and parsed.root is not None:
        mistakes.append(Mistake(parsed.root.line, "no lists of terms", _FORM))
    return {}


def _terms(node: Node | None, mistakes: list[Mistake]) -> tuple[str, ...]:
    if node is None or (isinstance(node, Text) and not node.value.strip()):
        return ()
    if not isinstance(node, Items):
        mistakes.append(Mistake(node.line, "no list of terms", _FORM))
        return ()
    found = []
    for item in node.items:
        if isinstance(item, Text) and any(map(str.isalnum, item.value)):
            found.append(" ".join(item.value.split()))
        else:
            mistakes.append(Mistake(item.line, "no term", _FORM))
    return tuple(found)
