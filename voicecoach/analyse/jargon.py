"""Terms that this listener may not know, and whether they were explained."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voicecoach.analyse import explanation, tagging
from voicecoach.analyse.pieces import Piece, pieces
from voicecoach.analyse.rates import poisson_interval
from voicecoach.analyse.tagging import Array, Span
from voicecoach.analyse.terms import KNOWS, Listed, key, known, listed
from voicecoach.lexicon import zipf
from voicecoach.thresholds import JARGON
from voicecoach.types import (
    Answer,
    Audience,
    Evidence,
    Jargon,
    Metric,
    OwnTerms,
    Term,
    Word,
)

_CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a term: words ``first`` up to, not including, ``last``.

    ``weight`` is what a first, unexplained use weighs; ``how`` says how it is
    explained, None where it is not.
    """

    name: str
    text: str
    first: int
    last: int
    what: str
    weight: float
    how: str | None = None


def jargon(answer: Answer) -> Jargon:
    """Find the terms that this audience may stumble over, explained or not.

    The density is a load per 100 content words: 1 for an unexplained acronym or rare
    term, half for one that is explained or fairly common, and 1/k of that for the
    k-th use. It is None without words.
    """
    if not any(word.kind == "word" for word in answer.words):
        return Jargon((), None, 0)
    found = _uses(answer.words, answer.audience, answer.own_terms)
    terms = tuple(_term(answer.words, same) for same in _by_name(found))
    unexplained = sum(not term.explained for term in terms)
    return Jargon(terms, 100 * load(found) / _content_words(answer), unexplained)


def jargon_density(answer: Answer, terms: Jargon) -> Metric:
    """Measure the load of terms per 100 content words, each use as evidence.

    The interval is that of a Poisson count of the uses.
    """
    name, unit = "jargon_density", "/100 words"
    density = terms.density
    if density is None:
        return Metric(name, None, unit)
    found = _uses(answer.words, answer.audience, answer.own_terms)
    low, high = poisson_interval(len(found))
    scale = density / len(found) if found else 100 / _content_words(answer)
    explained = {same[0].name: _how(same) for same in _by_name(found)}
    evidence = tuple(
        Evidence(
            answer.words[use.first].start,
            answer.words[use.last - 1].end,
            f"{use.text}: {use.what}, {explained[use.name] or 'not explained'}",
        )
        for use in found
    )
    return Metric(name, density, unit, (low * scale, high * scale), evidence=evidence)


def load(found: Sequence[Use]) -> float:
    """Add up what the uses weigh: the k-th use of a term 1/k of its weight.

    A term that is explained at one of its uses weighs half at most, at all of them.
    """
    total = 0.0
    for same in _by_name(found):
        weight = same[0].weight
        if _how(same) is not None:
            weight = min(weight, JARGON.explained_weight)
        total += sum(weight / nth for nth in range(1, len(same) + 1))
    return total


def decided(
    parts: Sequence[str],
    audience: Audience,
    tags: Array,
    own: OwnTerms | None = None,
) -> tuple[Span, ...]:
    """Decide which plain words are terms, in order; none overlap.

    The user's own list comes first, then the list of terms where it speaks, then the
    model.
    """
    own = own or OwnTerms()
    theirs = [*_runs(parts, frozenset(map(key, own.jargon)))]
    terms = listed(parts)
    found = [
        span
        for span in tagging.spans(tags, JARGON.sure[audience])
        if not _is_known(parts, span, terms, audience)
    ]
    found += [
        Span(term.first, term.last)
        for term in terms
        if term.entry.level > KNOWS[audience]
        and float(1 - tags[term.first : term.last, 0].mean()) >= JARGON.listed_sure
    ]
    excused = frozenset(map(key, own.known))
    chosen = [span for span in _widest(found) if _key(parts, span) not in excused]
    names = frozenset(_key(parts, span) for span in chosen)
    return _apart([*theirs, *chosen, *_runs(parts, names)])


@functools.lru_cache(maxsize=1)
def _uses(
    words: tuple[Word, ...], audience: Audience, own: OwnTerms | None
) -> tuple[Use, ...]:
    """Find every use of a term, in order; the table and the metric ask one by one."""
    said = pieces(words)
    parts = [piece.text for piece in said]
    if not parts:
        return ()
    about = tagging.about(parts)
    looked = tagging.looked_up(parts, audience)
    tags = tagging.tags(tagging.trained(), about, looked)
    spans = [
        span
        for span in decided(parts, audience, tags, own)
        if all(piece.sure for piece in said[span.first : span.last])
    ]
    odds = explanation.odds(explanation.trained(), parts, about, spans)
    return tuple(
        _use(words, said, span, _told(parts, span, likely))
        for span, likely in zip(spans, odds, strict=True)
    )


def _told(parts: Sequence[str], span: Span, odds: float) -> str | None:
    """Say how a use is explained, where that is likelier than not.

    An acronym beside the words it is short for needs no judge.
    """
    way = explanation.how(parts, span)
    if odds < JARGON.explained_sure and way != explanation.SPELLED_OUT:
        return None
    return way or "explained beside it"


def _use(
    words: Sequence[Word], said: Sequence[Piece], span: Span, how: str | None
) -> Use:
    parts = [piece.text for piece in said]
    here = parts[span.first : span.last]
    first, last = said[span.first].word, said[span.last - 1].word + 1
    text = " ".join(word.text for word in words[first:last] if word.kind == "word")
    term = next((t for t in listed(here) if t.last - t.first == len(here)), None)
    rarity = min(zipf(part) for part in here)
    what, weight = _weighed(here, term, rarity)
    return Use(
        name=key(term.entry.name) if term else key(" ".join(here)),
        text=text.strip(" ,.;:!?\"'()[]“”"),
        first=first,
        last=last,
        what=what,
        weight=weight,
        how=how,
    )


def _weighed(
    here: Sequence[str], term: Listed | None, rarity: float
) -> tuple[str, float]:
    """Say what kind of term it is, and what it weighs where it is not explained."""
    letters = all(len(part) == 1 for part in here)
    if (term and term.acronym) or letters or (len(here) == 1 and rarity == 0):
        short = len("".join(here)) <= JARGON.acronym
        return ("acronym" if short else "term of art"), 1.0
    if len(here) > 1 or rarity < JARGON.rare:
        return "term of art", 1.0
    return "term of art that is fairly common", JARGON.middle_weight


def _is_known(
    parts: Sequence[str], span: Span, terms: Sequence[Listed], audience: Audience
) -> bool:
    """Whether this listener knows all of it, by the lists."""
    knows = {
        at
        for term in terms
        if term.entry.level <= KNOWS[audience]
        for at in range(term.first, term.last)
    }
    names = known("names") | known("everyday")
    return all(at in knows or parts[at] in names for at in range(span.first, span.last))


def _runs(parts: Sequence[str], names: frozenset[str]) -> list[Span]:
    """Find every run of plain words that has one of the names."""
    if not names:
        return []
    return [
        Span(first, last)
        for first in range(len(parts))
        for last in range(first + 1, min(first + JARGON.longest, len(parts)) + 1)
        if key("".join(parts[first:last])) in names
    ]


def _widest(found: Sequence[Span]) -> list[Span]:
    """Leave out what lies inside, or reaches into, a longer one."""
    return list(_apart(sorted(found, key=lambda span: span.first - span.last)))


def _apart(found: Sequence[Span]) -> tuple[Span, ...]:
    """Keep those that share no word with one before them, and put them in order."""
    taken: set[int] = set()
    kept = []
    for span in found:
        places = set(range(span.first, span.last))
        if not places & taken:
            taken |= places
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.first))


def _key(parts: Sequence[str], span: Span) -> str:
    return key("".join(parts[span.first : span.last]))


def _term(words: Sequence[Word], same: Sequence[Use]) -> Term:
    first, how = same[0], _how(same)
    return Term(
        text=first.text,
        uses=len(same),
        explained=how is not None,
        start=words[first.first].start,
        why=f"{first.what}, {how or 'not explained'}",
    )


def _how(same: Sequence[Use]) -> str | None:
    """Say how a term is explained at the first use that explains it, or None."""
    return next((use.how for use in same if use.how is not None), None)


def _by_name(found: Sequence[Use]) -> list[list[Use]]:
    """Put the uses of one term together, the terms in the order of their first use."""
    groups: dict[str, list[Use]] = {}
    for use in found:
        groups.setdefault(use.name, []).append(use)
    return list(groups.values())


def _content_words(answer: Answer) -> int:
    """Count the words that carry meaning; all words where there is no parse."""
    words = {token.word for token in answer.tokens if token.pos in _CONTENT}
    return len(words) or sum(word.kind == "word" for word in answer.words)
