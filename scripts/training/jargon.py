"""The model "jargon": which words are terms, and whether they were explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from scripts.measuring.arithmetic import Tally, total
from scripts.measuring.passages import TRAINING, matched, read
from scripts.training.softmax import fit, folds
from scripts.training.varied import Marked, mark, variant
from voicecoach.analyse import explanation, tagging
from voicecoach.analyse.explanation import Judge
from voicecoach.analyse.jargon import decided
from voicecoach.analyse.tagging import REACH, Tagger

VARIANTS: Final = 3
FOLDS: Final = 5
NETWORKS: Final = 3
HIDDEN: Final = 64
ROUNDS: Final = 8
BATCH: Final = 16
RATE: Final = 3e-3
DECAY: Final = 1e-2
DROPPED: Final = 0.3
HIDES: Final = 0.3
"""Share of the passages in which the list of terms is hidden."""

JUDGE_DECAY: Final = 1e-2
ABOUT_WEIGHT: Final = 0.3
"""How much a vector weighs beside a cue, both scaled to the same spread."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A passage or a variant of one, read and looked up."""

    source: int
    marked: Marked
    about: Array
    looked: Array


def train() -> tuple[Mapping[str, Array], str]:
    """Fit both models; report them on passages left out."""
    passages = [mark(passage) for passage in read(TRAINING)]
    plain = [_example(at, each, seed=None) for at, each in enumerate(passages)]
    hidden = [_hidden(each) for each in plain]
    varied = [
        _example(at, variant(each, at * 31 + n), seed=at + n)
        for n in range(VARIANTS)
        for at, each in enumerate(passages)
    ]
    lines = []
    terms, told = [], []
    for number, out in enumerate(folds(len(passages), FOLDS)):
        used = [each for each in (*plain, *hidden, *varied) if each.source not in out]
        model = _tagger(used, networks=1)
        judge = _judge([each for each in plain if each.source not in out])
        for at in out:
            one, other = _judged(plain[at], model, judge)
            terms.append((plain[at].marked.passage.audience, one))
            told.append(other)
        so_far = total(tally for _, tally in terms).f1 or 0.0
        print(f"fold {number + 1} of {FOLDS}: terms F1 {so_far:.3f}", flush=True)
    for audience in tagging.AUDIENCES:
        own = total(tally for who, tally in terms if who == audience)
        lines.append(f"{audience}: {_shown(own)}")
    lines.append(f"all terms: {_shown(total(tally for _, tally in terms))}")
    lines.append(f"explained: {_shown(total(told))}")
    model = _tagger([*plain, *hidden, *varied], networks=NETWORKS)
    judge = _judge(plain)
    arrays = {
        # Half precision changes no decision and halves the file.
        **{name: getattr(model, name).astype(np.float16) for name in Tagger.__slots__},
        **{name: getattr(judge, name) for name in Judge.__slots__},
    }
    count = sum(len(each.passage.terms) for each in passages)
    head = f"{len(passages)} passages, {count} terms; passages left out:"
    return arrays, "\n".join((head, *lines))


def _example(source: int, marked: Marked, seed: int | None) -> Example:
    hidden = seed is not None and _hides(seed)
    audience = marked.passage.audience
    return Example(
        source,
        marked,
        tagging.about(marked.parts),
        tagging.looked_up(marked.parts, audience, hidden=hidden),
    )


def _hidden(example: Example) -> Example:
    """Look a passage up as if there were no list, for a share of the passages."""
    marked = example.marked
    looked = tagging.looked_up(
        marked.parts, marked.passage.audience, hidden=_hides(example.source)
    )
    return replace(example, looked=looked)


def _hides(seed: int) -> bool:
    return bool(np.random.default_rng(seed).random() < HIDES)


def _judged(example: Example, model: Tagger, judge: Judge) -> tuple[Tally, Tally]:
    """Count the terms of a passage that are found, and those told to be explained."""
    marked = example.marked
    found = decided(
        marked.parts,
        marked.passage.audience,
        tagging.tags(model, example.about, example.looked),
    )
    odds = explanation.odds(judge, marked.parts, example.about, found)
    by_name: dict[str, bool] = {}
    for span, likely in zip(found, odds, strict=True):
        name = " ".join(marked.parts[span.first : span.last])
        by_name[name] = by_name.get(name, False) or bool(likely >= 0)
    names = list(by_name)
    pairs = matched([term.text for term in marked.passage.terms], names)
    true = [marked.passage.terms[at].explained for at, _ in pairs]
    told = [by_name[names[k]] for _, k in pairs]
    both = sum(a and b for a, b in zip(true, told, strict=True))
    return (
        Tally(len(marked.passage.terms), len(names), len(pairs)),
        Tally(sum(true), sum(told), both),
    )


def _shown(tally: Tally) -> str:
    rates = (tally.precision or 0.0, tally.recall or 0.0, tally.f1 or 0.0)
    return "precision {:.3f} recall {:.3f} F1 {:.3f}".format(*rates)


def _judge(examples: Sequence[Example]) -> Judge:
    rows, classes = [], []
    for example in examples:
        marked = example.marked
        every = [span for same in marked.uses for span in same]
        for term, same in zip(marked.passage.terms, marked.uses, strict=True):
            # An explanation is taken to come with the first use.
            for span in same[: 1 if term.explained else 3]:
                rows.append(
                    explanation.features(marked.parts, example.about, every, span)
                )
                classes.append(int(term.explained))
    features = np.stack(rows).astype(np.float64)
    centre, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    spread[explanation.PLAIN :] = features[:, explanation.PLAIN :].std() / ABOUT_WEIGHT
    scaled = np.asarray((features - centre) / spread, np.float32)
    weight, bias = fit(scaled, np.array(classes), 2, JUDGE_DECAY)
    across = (weight[:, 1] - weight[:, 0]) / spread
    flat = float(bias[1] - bias[0]) - float(centre @ across)
    return Judge(np.asarray(across, np.float32), np.float32(flat).reshape(()))


class _Network(torch.nn.Module):
    """The network of ``tagging.tags``, as torch trains it."""

    def __init__(self, about: int, looked: int) -> None:
        super().__init__()
        self.looked = looked
        self.drop = torch.nn.Dropout(DROPPED)
        self.look = torch.nn.Linear(about + looked, HIDDEN)
        self.near = torch.nn.Conv1d(HIDDEN, HIDDEN, 2 * REACH + 1, padding=REACH)
        self.tag = torch.nn.Linear(2 * HIDDEN + looked, 3)

    def forward(self, rows: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        known = rows[..., -self.looked :]
        read = self.drop(rows[..., : -self.looked])
        seen = torch.relu(self.look(torch.cat([read, known], -1)))
        seen = seen * there[..., None]  # beyond the end there is nothing
        around = torch.relu(self.near(seen.transpose(1, 2)).transpose(1, 2))
        hidden = self.drop(torch.cat([seen, around], -1))
        scores: torch.Tensor = self.tag(torch.cat([hidden, known], -1))
        return scores


def _tagger(examples: Sequence[Example], networks: int) -> Tagger:
    torch.set_num_threads(1)  # the order of a sum decides its last bits
    longest = max(len(each.marked.parts) for each in examples)
    width = examples[0].about.shape[1], examples[0].looked.shape[1]
    rows = torch.zeros(len(examples), longest, sum(width))
    tags = torch.full((len(examples), longest), -100)
    for at, each in enumerate(examples):
        count = len(each.marked.parts)
        rows[at, :count] = torch.tensor(np.hstack([each.about, each.looked]))
        tags[at, :count] = torch.tensor(each.marked.tags)
    fitted = [_network(rows, tags, width, seed) for seed in range(networks)]
    return Tagger(*(np.stack([each[k] for each in fitted]) for k in range(6)))


def _network(
    rows: torch.Tensor, tags: torch.Tensor, width: tuple[int, int], seed: int
) -> list[NDArray[Any]]:
    torch.manual_seed(seed)
    network = _Network(*width)
    search = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    lengths = (tags != -100).sum(dim=1)
    batches = (len(rows) + BATCH - 1) // BATCH
    slower = torch.optim.lr_scheduler.LinearLR(search, 1.0, 0.0, ROUNDS * batches)
    for _ in range(ROUNDS):
        for chosen in torch.randperm(len(rows)).split(BATCH):
            longest = int(lengths[chosen].max())
            wanted = tags[chosen, :longest]
            scores = network(rows[chosen, :longest], wanted != -100)
            loss = torch.nn.functional.cross_entropy(
                scores.reshape(-1, 3), wanted.reshape(-1)
            )
            search.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            search.step()
            slower.step()
    network.eval()
    return [
        _array(network.look.weight.T),
        _array(network.look.bias),
        _array(network.near.weight.permute(2, 1, 0)),
        _array(network.near.bias),
        _array(network.tag.weight.T),
        _array(network.tag.bias),
    ]


def _array(tensor: torch.Tensor) -> Array:
    rounded = np.asarray(tensor.detach().numpy(), np.float16)  # as it is kept
    return rounded.astype(np.float32)
