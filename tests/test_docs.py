"""The pages that state numbers state those of the code."""

import re
from pathlib import Path

import pytest

from voicecoach.challenges.folder import read_challenge
from voicecoach.microphone.devices import RATES
from voicecoach.microphone.listening import STALLED
from voicecoach.microphone.watch import QUIET, QUIET_AFTER, ZEROS
from voicecoach.questions import built_in
from voicecoach.source import LARGEST
from voicecoach.store import PATIENCE
from voicecoach.store.sounds import SETTLED
from voicecoach.thresholds import (
    CODE,
    ENDPOINT,
    FILLER_SCALE,
    FLOW,
    JARGON_SCALE,
    JOB,
    JUDGEABLE,
    PACE,
    PACE_SCALE,
    PROGRESS,
    STRUCTURE,
    WEIGHTS,
)

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "score.md").read_text(encoding="utf-8")


def row(part):
    return next(line for line in PAGE.splitlines() if line.startswith(f"| {part} |"))


@pytest.mark.parametrize("part", WEIGHTS)
def test_the_page_gives_the_weight_of_every_part(part):
    assert float(row(part).split("|")[2]) == WEIGHTS[part]


@pytest.mark.parametrize(
    ("part", "scales"),
    [
        ("flow", FLOW),
        ("pace", [PACE_SCALE]),
        ("fillers", [FILLER_SCALE]),
        ("clarity", [JARGON_SCALE]),
    ],
)
def test_the_page_gives_the_anchors(part, scales):
    stated = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", row(part))}
    for scale in scales:
        for value, points in scale.anchors:
            shown = value * 100 if value < 1 else value
            if part == "pace" and points == 0:
                continue  # said as one point for each word a minute
            assert shown in stated, (scale.metric, value)


def test_the_page_gives_the_points_of_a_story():
    stated = [int(number) for number in re.findall(r"\b\d+\b", row("structure"))]
    for name in STRUCTURE.__slots__:
        assert getattr(STRUCTURE, name) in stated, name


def test_the_page_gives_the_limits_of_what_is_judged():
    refusals = " ".join(PAGE.split("## What is not scored")[1].split())
    for limit in (
        f"{JUDGEABLE.words} words",
        f"{JUDGEABLE.speech:.0f} s of speech",
        f"{100 * JUDGEABLE.confidence:.0f} % sure",
        f"{100 * JUDGEABLE.invented:.0f} % of words",
        f"{PACE.judged:.0f} s of answer",
    ):
        assert limit in refusals


def test_the_pages_give_the_size_of_the_bank():
    size = f"{len(built_in())} questions"
    for page in ("README.md", "docs/questions.md", "CHANGELOG.md"):
        assert size in (ROOT / page).read_text(encoding="utf-8"), page


def test_the_page_of_questions_gives_the_weights_of_a_job():
    page = " ".join((ROOT / "docs" / "questions.md").read_text("utf-8").split())
    for stated in (
        f"tags (weight {JOB.tag:g})",
        f"text ({JOB.asked:g})",
        f"key points ({JOB.key_point:g})",
        f"whole track `team` ({JOB.track:g})",
        {0.5: "one level away counts half"}[JOB.near],
        {0.2: "two levels away a fifth"}[JOB.far],
        {0.5: "chose a question counts half for the next"}[JOB.again],
    ):
        assert stated in page


def test_the_page_of_recording_gives_the_numbers_of_the_code():
    page = " ".join((ROOT / "docs" / "recording.md").read_text("utf-8").split())
    for stated in (
        f"after {ENDPOINT.least:g} s of silence",
        f"{ENDPOINT.times:g} times the length that {ENDPOINT.percentile:g} % of",
        f"no more than {ENDPOINT.most:g} s",
        f"never before {ENDPOINT.least_speech:g} s of speech",
        f"counts down for {ENDPOINT.countdown:g} s",
        f"after {STALLED:g} s without sound",
        f"{ZEROS:g} s of them from the start",
        f"after {QUIET_AFTER:g} s nothing was over {QUIET:g} dBFS",
    ):
        assert stated in page, stated
    rates = page.split("asked for ")[1].split(" kHz")[0].replace(" and", ",")
    assert [float(rate) * 1000 for rate in rates.split(", ")] == list(RATES)


def test_the_readme_shows_the_rehearsal_that_a_test_made():
    kept = (ROOT / "docs" / "rehearsal.txt").read_text("utf-8").strip("\n")
    assert f"```\n{kept}\n```" in (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_rehearsing_gives_the_patience_of_the_store():
    page = " ".join((ROOT / "docs" / "rehearsing.md").read_text("utf-8").split())
    assert f"in use for more than {PATIENCE:g} s" in page


def test_the_page_of_history_gives_the_limits_of_trends_and_habits():
    page = " ".join((ROOT / "docs" / "history.md").read_text("utf-8").split())
    for stated in (
        f"{100 - 100 * PROGRESS.chance:.0f} % for each measure",
        f"from {PROGRESS.fewest} takes on",
        f"From {PROGRESS.habit_fewest} takes on",
        {0.5: "at least half of the takes"}[PROGRESS.habit_share],
        f"up to {PATIENCE:g} s",
        {3600.0: "an hour after it was written"}[SETTLED],
    ):
        assert stated in page, stated


CHALLENGES = (ROOT / "docs" / "challenges.md").read_text(encoding="utf-8")


def test_the_page_gives_the_limits_of_code():
    rows = " ".join(line for line in CHALLENGES.splitlines() if line.startswith("|"))
    for limit in (
        f"{CODE.processor} s in one start",
        f"{CODE.each:g} s for a test",
        f"{CODE.total:g} s for everything",
        f"{CODE.memory // 10**6} MB of address space",
        f"{CODE.file // 10**6} MB each, {CODE.folder // 10**6} MB together",
        f"{CODE.files} open at a time",
        f"processes | {CODE.processes}:",
        f"{CODE.output // 10**6} MB; the first {CODE.shown // 1000} kB",
    ):
        assert limit in rows, limit
    assert f"up to {LARGEST // 1000} kB" in CHALLENGES


def test_the_challenge_of_the_page_is_one(tmp_path):
    toml, tests = (
        re.search(rf"```{kind}\n(.*?)```", CHALLENGES, re.DOTALL).group(1)
        for kind in ("toml", "python")
    )
    (tmp_path / "challenge.toml").write_text(toml, encoding="utf-8")
    (tmp_path / "tests.py").write_text(tests, encoding="utf-8")
    (tmp_path / "starter.py").write_text("def two_sum(n, t): ...\n", encoding="utf-8")
    assert read_challenge(tmp_path).entry == ("two_sum",)


def test_the_page_of_the_studio_gives_its_limits():
    from voicecoach.web import bench, decode, guard, jobs, keys, limits, uploads

    spoken = limits.Spoken()
    page = (ROOT / "docs" / "studio.md").read_text(encoding="utf-8")
    for limit in (
        f"{uploads.LARGEST // 10**9} GB and {decode.LONGEST // 3600} h of sound",
        f"| {jobs.MOST_WAITING}; one is worked on",
        f"{uploads.SPARE // 10**6} MB",
        f"at most {uploads.PATIENCE:g} s apart",
        f"| {guard.MOST // 10**6} MB |",
        f"{decode.LIMITS.memory / 1e9:g} GB of memory",
        f"{decode.LIMITS.processor} s of the processor's time",
        f"{decode.LIMITS.patience / 60:g} min by the clock",
        f"may use {bench.LIMITS.memory / 1e9:g} GB",
        f"{bench.HEAD_START:g} s and {bench.EACH_SECOND:g} s more",
        {5: "five tries a minute"}[keys.TRIES],
        f"the settings say ({spoken.longest:g} s), in messages of at most a second",
        f"no more than {spoken.ahead:g} s ahead of the clock",
        f"while it is answered | {spoken.grace:g} s",
        f"come in at a time | {limits.MOST_ANSWERS} |",
        f"are remembered | {limits.MOST_REHEARSALS} |",
    ):
        assert limit in " ".join(page.split()), limit


def test_the_first_commands_of_the_readme_are_the_two_that_set_up_and_check():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"```sh\n(.*?)```", readme, re.DOTALL).group(1).split("\n")
    sample = re.fullmatch(r"scripts/voicecoach analyze (samples/\S+)", first[0])
    assert (ROOT / sample.group(1)).is_file()
    assert first[1:] == ["scripts/check", ""]


def test_every_link_of_the_pages_leads_somewhere():
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), (page.name, target)
