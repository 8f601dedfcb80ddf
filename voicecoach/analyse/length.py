"""How long the answer took, and how long it took to start."""

from voicecoach.types import Answer, Evidence, Metric, plain_words


def answer_length(answer: Answer) -> Metric:
    """Seconds from the first word to the last."""
    spoken = answer.spoken
    if spoken is None:
        return Metric("answer_length", None, "s")
    length = round(spoken.duration, 3)
    note = f"{length:.1f} s"
    if answer.question is not None:
        note += f" of the {answer.question.seconds:.0f} s for this question"
    evidence = (Evidence(spoken.start, spoken.end, note),) if length else ()
    return Metric("answer_length", length, "s", evidence=evidence)


def time_to_first_word(answer: Answer) -> Metric:
    """Seconds of the recording before the first word; a filler sound is no word."""
    first = next((word for _, word in plain_words(answer.transcript)), None)
    if first is None or first.start is None:
        return Metric("time_to_first_word", None, "s")
    evidence = (
        (Evidence(0.0, first.start, f"before “{first.text}”"),) if first.start else ()
    )
    return Metric("time_to_first_word", round(first.start, 3), "s", evidence=evidence)
