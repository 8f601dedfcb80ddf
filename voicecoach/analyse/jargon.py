"""Terms that this listener may not know, and whether they were explained."""

from collections.abc import Sequence
from itertools import groupby

from voicecoach.analyse.explained import explained
from voicecoach.analyse.rates import poisson_interval
from voicecoach.analyse.terms import Use, uses
from voicecoach.thresholds import JARGON
from voicecoach.types import Answer, Audience, Evidence, Jargon, Metric, Term, Word

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_KNOWS: dict[Audience, int] = {"recruiter": 0, "manager": 1, "engineer": 2}


def jargon(answer: Answer) -> Jargon:
    """Find the terms that this audience may stumble over, explained or not.

    The density is a load per 100 content words: 1 for an unexplained acronym or rare
    term, half for one that is explained or fairly common, and 1/k of that for the
    k-th use. It is None without words.
    """
    if not any(word.kind == "word" for word in answer.words):
        return Jargon((), None, 0)
    weighed = _weighed(answer)
    terms = tuple(
        _term(answer.words, [use for use, _, _ in group], group[0][1])
        for group in _by_name(weighed)
    )
    load = sum(weight for _, _, weight in weighed)
    unexplained = sum(not term.explained for term in terms)
    return Jargon(terms, 100 * load / _content_words(answer), unexplained)


def jargon_density(answer: Answer, terms: Jargon) -> Metric:
    """Measure the load of terms per 100 content words, each use as evidence.

    The interval is that of a Poisson count of the uses.
    """
    name, unit = "jargon_density", "/100 words"
    density = terms.density
    if density is None:
        return Metric(name, None, unit)
    weighed = _weighed(answer)
    low, high = poisson_interval(len(weighed))
    scale = density / len(weighed) if weighed else 100 / _content_words(answer)
    evidence = tuple(
        Evidence(
            answer.words[use.first].start,
            answer.words[use.last - 1].end,
            f"{use.text}: {_why(use, how)}",
        )
        for use, how, _ in weighed
    )
    return Metric(name, density, unit, (low * scale, high * scale), evidence=evidence)


def _weighed(answer: Answer) -> list[tuple[Use, str | None, float]]:
    """Give the uses that count, how their term is explained, and their weight."""
    found = [use for use in uses(answer) if _weight(use, answer.audience) > 0]
    by_name: dict[str, list[Use]] = {}
    for use in found:
        by_name.setdefault(use.name, []).append(use)
    how = {name: _how(answer.words, same) for name, same in by_name.items()}
    weighed = []
    seen: dict[str, int] = {}
    for use in found:
        if answer.audience == "engineer" and how[use.name] is not None:
            continue
        seen[use.name] = seen.get(use.name, 0) + 1
        weight = _weight(use, answer.audience)
        if how[use.name] is not None:
            weight = min(weight, JARGON.explained_weight)
        weighed.append((use, how[use.name], weight / seen[use.name]))
    return weighed


def _weight(use: Use, audience: Audience) -> float:
    """How much one unexplained use weighs for this audience; 0 when it is known."""
    if use.kind == "rare":
        return 0.0 if audience == "engineer" else 1.0
    if use.level is not None and use.level <= _KNOWS[audience]:
        return 0.0
    if use.kind == "acronym" or " " in use.name or use.zipf < JARGON.rare:
        return 1.0
    return JARGON.middle_weight


def _how(words: Sequence[Word], same: Sequence[Use]) -> str | None:
    """Say how a term is explained at one of its first uses, or None."""
    names = {use.kind for use in same}
    close = same[0].first + JARGON.explained_within
    if {"acronym", "term"} <= names and any(
        use.kind != same[0].kind and use.first <= close for use in same
    ):
        return "spelled out"
    for use in same[: JARGON.explained_by_use]:
        letters = use.text if use.kind == "acronym" else None
        how = explained(words, use.first, use.last, acronym=letters)
        if how is not None:
            return how
    return None


def _term(words: Sequence[Word], same: Sequence[Use], how: str | None) -> Term:
    first = same[0]
    return Term(
        text=first.text,
        uses=len(same),
        explained=how is not None,
        start=words[first.first].start,
        why=_why(first, how),
    )


def _why(use: Use, how: str | None) -> str:
    """Say why a term is listed."""
    if use.kind == "acronym":
        what = "acronym"
    elif use.kind == "rare":
        what = f"rare in general English (Zipf {use.zipf:.1f})"
    else:
        what = "term of art"
    return f"{what}, {how or 'not explained'}"


def _by_name(
    weighed: Sequence[tuple[Use, str | None, float]],
) -> list[list[tuple[Use, str | None, float]]]:
    order = {use.name: use.first for use, _, _ in reversed(weighed)}
    ranked = sorted(weighed, key=lambda item: (order[item[0].name], item[0].first))
    return [list(group) for _, group in groupby(ranked, key=lambda item: item[0].name)]


def _content_words(answer: Answer) -> int:
    """Count the words that carry meaning; all words where there is no parse."""
    words = {token.word for token in answer.tokens if token.pos in _CONTENT}
    return len(words) or sum(word.kind == "word" for word in answer.words)
