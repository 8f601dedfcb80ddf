from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voicecoach import plans, questions
from voicecoach.errors import InputError, UsageError
from voicecoach.plans import Plan, Step, built_in, check_plan, draw, find, read_plan
from voicecoach.plans.file import written
from voicecoach.question_file import LEVELS, TRACKS

GOOD = """\
name: Bridges
text: A first talk.
audience: recruiter
steps:
  - question: failed-project
  - track: team
    level: entry
  - track: team
    level: entry
"""


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_plan_is_read(write):
    plan = read_plan(write(GOOD))
    assert (plan.name, plan.audience) == ("Bridges", "recruiter")
    assert plan.steps[0] == Step("failed-project")
    assert plan.steps[1] == Step(None, "team", "entry")


@pytest.mark.parametrize("name", built_in())
def test_a_plan_that_comes_along_can_be_asked(name):
    plan = find(name)
    asked = draw(plan)
    assert 5 <= len(asked) == len(plan.steps) <= 8
    assert plan.text.endswith(".")
    assert {question.audience for question in asked} == {plan.audience}
    assert len({question.track for question in asked}) >= 4


def test_a_plan_asks_what_its_steps_say(write):
    asked = draw(read_plan(write(GOOD)))
    assert asked[0].id == "failed-project"
    assert {(item.track, item.level) for item in asked[1:]} == {("team", "entry")}


@given(st.integers(), st.permutations([Step(None, "team", "mid")] * 9 + [None]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_is_asked_twice_and_a_seed_gives_the_same_ones(seed, steps):
    named = Step("hard-feedback")
    plan = Plan("p", "t", "engineer", tuple(step or named for step in steps))
    asked = draw(plan, seed)
    assert len({question.id for question in asked}) == len(asked)
    assert draw(plan, seed) == asked


def test_another_seed_draws_other_questions(write):
    plan = read_plan(write(GOOD))
    assert len({draw(plan, seed)[1].id for seed in range(20)}) > 3


def test_questions_for_the_listener_are_drawn_first(write):
    plan = read_plan(write(GOOD))
    fitting = {q.id for q in questions.bank() if q.audience == "recruiter"}
    for seed in range(20):
        assert {question.id for question in draw(plan, seed)[1:]} <= fitting


def test_a_question_that_is_added_moves_only_what_it_is_drawn_for(home):
    plan = Plan(
        "p", "t", "manager", tuple(Step(None, t, "mid") for t in TRACKS.values())
    )
    before = draw(plan)
    extra = replace(questions.find("change-of-plan"), id="extra")
    questions.add([extra])
    after = draw(plan)
    moved = [track for track, a, b in zip(TRACKS, before, after, strict=True) if a != b]
    assert moved in ([], ["team"])


def test_own_questions_can_be_in_a_plan(write):
    questions.add([replace(questions.find("change-of-plan"), id="mine")])
    plan = read_plan(write(GOOD.replace("failed-project", "mine")))
    assert draw(plan)[0].id == "mine"


MISTAKES = [
    ("name: Bridges\n", "", 1, "'name' is missing"),
    ("audience: recruiter", "audience: friends", 3, "'audience' is 'friends'"),
    ("text: A first talk.", "text: a\ncolour: red", 3, "unknown field 'colour'"),
    ("failed-project", "failed-projct", 5, "no question 'failed-projct'"),
    ("    level: entry\n  - track", "  - track", 6, "'level' is missing"),
    ("question: failed-project", "question: a\n    track: team", 5, "beside a track"),
    ("question: failed-project", "query: failed-project", 5, "unknown field 'query'"),
    ("question: failed-project", "failed-project", 5, "has no fields"),
    ("question: failed-project", 'question: "failed', 5, "not closed"),
    ("steps:", "steps: []\nother:", 4, "'steps' has 0 entries"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_a_mistake_is_named_with_its_line(write, old, new, line, said):
    assert old in GOOD
    path = write(GOOD.replace(old, new, 1))
    checked = check_plan(path)
    assert checked.plan is None
    found = [m for m in checked.mistakes if m.line == line and said in m.problem]
    assert found, checked.mistakes
    assert found[0].remedy
    with pytest.raises(InputError, match=r"plan\.yaml:"):
        read_plan(path)


def test_every_mistake_is_named(write):
    text = GOOD.replace("recruiter", "x").replace("failed-project", "y")
    text += "  - question: hard-feedback\n  - question: hard-feedback\n"
    assert [mistake.line for mistake in check_plan(write(text)).mistakes] == [3, 5, 11]


def test_mistakes_after_a_torn_step_are_named_and_nothing_is_called_missing(write):
    text = "name: x\nsteps:\n  - question: [\n  - track: sea\n    level: mid\n"
    checked = check_plan(write(text + "text: y\naudience: manager\n"))
    assert [mistake.line for mistake in checked.mistakes] == [3, 4]


def test_more_steps_of_a_kind_than_the_bank_has_are_named(write):
    text = GOOD + "  - track: team\n    level: entry\n" * 8
    (mistake,) = check_plan(write(text)).mistakes
    assert mistake.line == 10 + 2 * 7
    assert "no question of team, entry is left" in mistake.problem


def test_too_many_steps_are_refused(write):
    text = GOOD + "  - track: team\n    level: mid\n" * 18
    (mistake,) = check_plan(write(text)).mistakes
    assert "'steps' has 21 entries" in mistake.problem


@pytest.mark.parametrize("text", ["", "- a\n", "plan"])
def test_a_file_without_a_plan_says_so(write, text):
    with pytest.raises(InputError, match=r":1: no plan in it"):
        read_plan(write(text))


def test_a_bank_that_shrank_is_an_input_error():
    plan = Plan("p", "t", "manager", (Step("gone"),))
    with pytest.raises(InputError, match="step 1: the bank has no such question"):
        draw(plan)


def test_a_plan_is_found_by_name_or_read_from_a_file(write):
    assert find("data-scientist").name == "Data scientist"
    assert find(str(write(GOOD))).name == "Bridges"


def test_an_unknown_plan_is_answered_with_its_neighbours():
    with pytest.raises(UsageError, match=r"Did you mean data-scientist\?"):
        find("data-scientst")
    with pytest.raises(UsageError, match="There are data-scientist, first-round"):
        find("zzz")


@pytest.mark.parametrize("name", ["none.yaml", "a/b", "c\\d", "x.yml"])
def test_what_looks_like_a_file_is_one(name):
    assert plans.is_file(name)
    with pytest.raises(InputError, match="cannot be read"):
        find(name)


@pytest.mark.parametrize("name", ["data-scientist", "zzz", "a\0b", "x" * 5000])
def test_what_does_not_is_a_name(name):
    assert not plans.is_file(name)


steps = st.one_of(
    st.sampled_from([question.id for question in questions.built_in()]).map(Step),
    st.builds(
        Step,
        st.none(),
        st.sampled_from(list(TRACKS.values())),
        st.sampled_from(list(LEVELS.values())),
    ),
)
named = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1
)


@given(
    named, st.lists(steps, min_size=1, max_size=8, unique_by=lambda s: s.question or s)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_plan_that_is_written_is_read_again(tmp_path, name, listed):
    plan = Plan(name, "Made.", "engineer", tuple(listed))
    path = tmp_path / "plan.yaml"
    path.write_text(written(plan, {0: "because"}), encoding="utf-8")
    assert read_plan(path) == plan


def test_the_documented_plan_is_valid(write):
    text = (Path(__file__).parents[2] / "docs" / "questions.md").read_text("utf-8")
    plan = read_plan(write(text.split("```yaml")[2].split("```")[0]))
    kinds = Counter(step.question is None for step in plan.steps)
    assert kinds == {True: 1, False: 1}
