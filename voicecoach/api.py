"""voicecoach for Python programs and notebooks: one call, one report."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Literal

import voicecoach.report  # noqa: F401  (lets a Report show itself in a notebook)
from voicecoach import audiences, correct, privacy, questions
from voicecoach.errors import UsageError
from voicecoach.session import Coach, Options
from voicecoach.types import AlsoFor, Audience, Mode, Question, Report


def analyze(
    path: str | os.PathLike[str] | None = None,
    *,
    question: str | Question | None = None,
    question_id: str | None = None,
    audience: Audience = "manager",
    modes: Iterable[Mode] = (),
    model: str = "base",
    engine: Literal["faster-whisper", "openai-whisper"] = "faster-whisper",
    transcript: str | os.PathLike[str] | None = None,
    code: str | os.PathLike[str] | None = None,
    also_for: Iterable[Audience] = (),
    terms: str | os.PathLike[str] | None = None,
) -> Report:
    """Report on one recorded answer; nothing leaves this computer.

    Parameters
    ----------
    path : path, optional
        A recording in any format that FFmpeg reads; may be left out with a transcript.
    question : str or Question, optional
        What was asked.
    question_id : str, optional
        What was asked, from the bank; not together with ``question``.
    audience : {"manager", "recruiter", "engineer"}
        Who listens; decides which words are jargon.
    modes : iterable of {"stutter", "second-language", "no-pace"}
        How to listen.
    model : str
        Name of a speech model, or the path of one.
    engine : {"faster-whisper", "openai-whisper"}
        What runs the model.
    transcript : path, optional
        Words to use in place of recognition: txt, json, srt or vtt.
    code : path, optional
        Python code that the answer explains; it is read and never run.
    also_for : iterable of {"manager", "recruiter", "engineer"}
        Other listeners that the same words are judged for.
    terms : path, optional
        Terms that these listeners know, or that are jargon to them: docs/jargon.md.

    Raises
    ------
    UsageError
        Neither a recording nor a transcript; two questions; an unknown id or model.
    InputError
        The recording, the transcript, the code or the terms cannot be used.
    ModelError
        A model is missing or damaged.
    """
    privacy.opt_out()
    if path is None and transcript is None:
        raise UsageError(
            "There is nothing to analyze.", "Give a recording, a transcript or both."
        )
    options = Options(
        question=_question(question, question_id, audience),
        audience=audience,
        modes=tuple(modes),
        model=model,
        engine=engine,
        code=_path(code),
        also_for=tuple(also_for),
        terms=_path(terms),
    )
    return Coach(options).analyze(_path(path), _path(transcript)).report


def rescore(
    report: Report,
    text: str,
    *,
    path: str | os.PathLike[str] | None = None,
    modes: Iterable[Mode] = (),
    audience: Audience | None = None,
    code: str | os.PathLike[str] | None = None,
    terms: str | os.PathLike[str] | None = None,
) -> Report:
    """Judge a report's words again as they were really said; nothing is recognised.

    Parameters
    ----------
    text : str
        All words of the answer, corrected. Those that stay keep their times, the others
        share the time of those whose place they take.
    path : path, optional
        The recording. Without it nothing that needs the sound is measured.
    modes : iterable of {"stutter", "second-language", "no-pace"}
        How to listen.
    audience : {"manager", "recruiter", "engineer"}, optional
        Who listens; the same as before unless said.
    code, terms : path, optional
        The code that the answer explains, and the user's own list of jargon, as for
        ``analyze``: a report holds what was found in them, not the files.

    Raises
    ------
    InputError
        The recording, the code or the terms cannot be used.
    """
    privacy.opt_out()
    question = report.question
    listener = audience or (question.audience if question else "manager")
    options = Options(
        question=questions.with_listener(_known(question), listener),
        audience=listener,
        modes=tuple(modes),
        code=_path(code),
        terms=_path(terms),
    )
    old = report.transcript
    corrected = correct.apply(old, correct.edits(old, text))
    return Coach(options).again(corrected, _path(path)).report


def for_audience(
    report: Report, audience: Audience, modes: Iterable[Mode] = ()
) -> AlsoFor:
    """Judge the same words for another listener, and say what changed."""
    privacy.opt_out()
    known = replace(report, question=_known(report.question))
    return audiences.for_audience(known, audience, tuple(modes))


def _known(question: Question | None) -> Question | None:
    """Give a question of the bank with its key points, as a stored report has not."""
    if question is None or question.id is None:
        return question
    same = (q for q in questions.bank() if q.id == question.id)
    return next(same, question)


def _path(path: str | os.PathLike[str] | None) -> Path | None:
    return None if path is None else Path(path)


def _question(
    question: str | Question | None, question_id: str | None, audience: Audience
) -> Question | None:
    if question is not None and question_id is not None:
        raise UsageError(
            "question and question_id cannot go together.", "Give one of them."
        )
    if isinstance(question, str):
        return questions.from_text(question, audience)
    chosen = questions.find(question_id) if question_id is not None else question
    return None if chosen is None else replace(chosen, audience=audience)
