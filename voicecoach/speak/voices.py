"""Which voices there are, and which one is meant."""

import threading
from collections.abc import Iterable, Sequence

from voicecoach.errors import DeviceError, ModelError
from voicecoach.speak.engine import Engine
from voicecoach.speak.manner import Problem, Voice

Choice = tuple[tuple[Engine, str | None], ...]


def listed(engines: Iterable[Engine]) -> tuple[Voice, ...]:
    """List the English voices of the engines that are here; a broken one has none."""
    found: list[Voice] = []
    for engine in engines:
        try:
            if engine.there():
                found += engine.voices(threading.Event())
        except (DeviceError, ModelError):
            continue  # the doctor says why
    return tuple(found)


def chosen(
    wanted: str | None, here: Sequence[Engine], halt: threading.Event
) -> tuple[Choice, tuple[Problem, ...]]:
    """Put the engine of the wanted voice first; the others keep their own voices.

    Parameters
    ----------
    wanted : str or None
        The name or id of a voice, or an engine.
    here : sequence of Engine
        Those to choose from, the best first.
    halt : threading.Event
        Gives up when it is set.

    Returns
    -------
    choice : tuple of (Engine, str or None)
        Whom to ask, in this order, and for which voice; None is the usual one.
    problems : tuple of Problem
        Says so where there is no such voice.

    Raises
    ------
    StoppedError
        ``halt`` was set.
    """
    usual: Choice = tuple((engine, None) for engine in here)
    if wanted is None:
        return usual, ()
    name = wanted.strip().casefold()
    for engine in here:
        if name == engine.by:
            return _first(engine, None, here), ()
    problems: list[Problem] = []
    for engine in here:
        try:
            voices = engine.voices(halt)
        except (DeviceError, ModelError) as error:
            problems.append(Problem(error.problem, error.remedy))
            continue
        for voice in voices:
            if name in (voice.name.casefold(), voice.id.casefold()):
                return _first(engine, voice.id, here), ()
    unknown = Problem(
        f"There is no voice called {wanted}.",
        "Choose one of those that `voicecoach doctor --voices` lists.",
    )
    return usual, (unknown, *problems)


def _first(engine: Engine, voice: str | None, here: Sequence[Engine]) -> Choice:
    rest = tuple((other, None) for other in here if other is not engine)
    return ((engine, voice), *rest)
