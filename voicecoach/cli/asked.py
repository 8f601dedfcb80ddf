"""What was asked, and how to listen: options that several commands have."""

from typing import TYPE_CHECKING, Literal, cast, get_args

from voicecoach.errors import UsageError

if TYPE_CHECKING:
    from voicecoach.types import Mode, Question

AudienceName = Literal["recruiter", "manager", "engineer"]
ModeName = Literal["stutter", "second-language", "no-pace"]


def modes(given: list[str]) -> "tuple[Mode, ...]":
    """Check the modes.

    Raises
    ------
    UsageError
        There is no such mode.
    """
    for name in given:
        if name not in get_args(ModeName):
            raise UsageError(
                f"--mode {name} is unknown.",
                f"Choose from {', '.join(get_args(ModeName))}.",
            )
    return tuple(dict.fromkeys(cast("list[Mode]", given)))


def question(
    text: str | None, question_id: str | None, audience: AudienceName
) -> "Question | None":
    """Find the question that was named; None where none was.

    Raises
    ------
    UsageError
        Two were named, or there is none of that id.
    """
    from voicecoach import questions

    if text is not None and question_id is not None:
        raise UsageError(
            "--question and --question-id cannot go together.", "Give one of them."
        )
    if text is not None:
        if not text.strip():
            raise UsageError("--question is empty.", "Say what was asked.")
        return questions.from_text(text, audience)
    if question_id is not None:
        from dataclasses import replace

        return replace(questions.find(question_id), audience=audience)
    return None
