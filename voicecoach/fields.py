"""The fields of one entry of a file, asked for one by one; mistakes are noted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from voicecoach.yaml_lines import Fields, Items, Mistake, Node, Text, Torn

LONGEST_TEXT: Final = 1000
"""Characters of any one text."""

T = TypeVar("T", bound=str)


class Entry:
    """One entry that is being read: gives its fields, None for what is wrong.

    Parameters
    ----------
    node : Fields
        The entry.
    name : str
        What it is called in a mistake.
    mistakes : list of Mistake
        Grows by what is wrong with it.
    """

    def __init__(self, node: Fields, name: str, mistakes: list[Mistake]) -> None:
        self._line = node.line
        self._fields = node.fields
        self._name = name
        self._mistakes = mistakes

    def has(self, field: str) -> bool:
        """Whether a field is there, be it right or wrong."""
        return field in self._fields

    def wrong(self, field: str, problem: str, remedy: str) -> None:
        """Note a mistake in a field, at its line; without one, at the entry's."""
        node = self._fields.get(field)
        self._note(self._line if node is None else node.line, problem, remedy)

    def only(self, known: Collection[str]) -> None:
        """Note every field that is not known."""
        for name, node in self._fields.items():
            if name not in known:
                self._note(
                    node.line,
                    f"unknown field {name!r}",
                    f"The fields are {', '.join(known)}.",
                )

    def text(self, field: str, longest: int | None = None) -> str | None:
        """Give a text with single spaces, of at most ``longest`` words."""
        node = self._fields.get(field)
        if isinstance(node, Torn):
            return None
        if not isinstance(node, Text) or not node.value.strip():
            self.wrong(
                field,
                f"{field!r} is missing or no text",
                f"Write {field}: and a text after it.",
            )
            return None
        return self._plain(node, f"{field!r}", longest)

    def texts(self, field: str, fewest: int, most: int) -> tuple[str, ...] | None:
        """Give a list of texts."""
        given = self.entries(field, fewest, most)
        if given is None:
            return None
        texts = [self._listed(node, field) for node in given]
        whole = tuple(text for text in texts if text is not None)
        return whole if len(whole) == len(texts) else None

    def entries(self, field: str, fewest: int, most: int) -> Sequence[Node] | None:
        """Give the entries of a list as they are written."""
        node = self._fields.get(field)
        if isinstance(node, Torn):
            return None
        if not isinstance(node, Items) or not fewest <= len(node.items) <= most:
            size = len(node.items) if isinstance(node, Items) else None
            self.wrong(
                field,
                f"{field!r} is missing or no list"
                if size is None
                else f"{field!r} has {size} {'entry' if size == 1 else 'entries'}",
                f"Write {field}: and {fewest} to {most} lines below it that begin "
                "with '- '.",
            )
            return None
        return node.items

    def inner(self, field: str, fewest: int, most: int, form: str) -> Iterator["Entry"]:
        """Walk over a list of entries that have fields themselves."""
        for node in self.entries(field, fewest, most) or ():
            if isinstance(node, Fields):
                yield Entry(node, f"{self._name}, {field!r}", self._mistakes)
            elif not isinstance(node, Torn):
                self._note(
                    node.line,
                    f"an entry of {field!r} has no fields",
                    f"Write {form} in it.",
                )

    def choice(self, field: str, choices: Mapping[str, T]) -> T | None:
        """Give one of several words."""
        value = self.text(field)
        if value is not None and value not in choices:
            self.wrong(
                field,
                f"{field!r} is {value!r}",
                f"It is one of {', '.join(choices)}.",
            )
        return choices.get(value or "")

    def number(self, field: str, low: float, high: float) -> float | None:
        """Give a number."""
        node = self._fields.get(field)
        if isinstance(node, Torn):
            return None
        value = node.value.strip() if isinstance(node, Text) else ""
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if low <= number <= high:
            return number
        self.wrong(
            field,
            f"{field!r} is {value[:40]!r}" if value else f"{field!r} is missing",
            f"Give a number from {low:g} to {high:g}.",
        )
        return None

    def _note(self, line: int, problem: str, remedy: str) -> None:
        self._mistakes.append(Mistake(line, f"{self._name}: {problem}", remedy))

    def _listed(self, node: Node, field: str) -> str | None:
        if isinstance(node, Torn):
            return None
        if not isinstance(node, Text) or not node.value.strip():
            self._note(
                node.line,
                f"an entry of {field!r} is empty or no text",
                "Write a text, in double quotes if it has a colon in it.",
            )
            return None
        return self._plain(node, f"an entry of {field!r}")

    def _plain(self, node: Text, what: str, longest: int | None = None) -> str | None:
        text = " ".join(node.value.split())
        odd = next((letter for letter in text if not letter.isprintable()), None)
        if odd is not None:
            self._note(node.line, f"{what} has {odd!r} in it", "Remove that character.")
            return None
        words = len(text.split())
        if longest is not None and words > longest:
            self._note(
                node.line,
                f"{what} has {words} words",
                f"Keep it under {longest + 1}, so that it is asked in 20 seconds.",
            )
            return None
        if len(text) > LONGEST_TEXT:
            self._note(
                node.line,
                f"{what} has {len(text)} characters",
                f"Keep it under {LONGEST_TEXT + 1}.",
            )
            return None
        return text
