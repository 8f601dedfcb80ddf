import json
from pathlib import Path

import pytest

from voicecoach import questions
from voicecoach.cli import main

QUESTIONS = Path(__file__).parents[2] / "docs" / "questions.md"
EXAMPLE = QUESTIONS.read_text("utf-8").split("```yaml\n")[1].split("```")[0]
PLAN = QUESTIONS.read_text("utf-8").split("```yaml\n")[2].split("```")[0]
JOB = "Data analyst\nYou build dashboards, run A/B tests and meet deadlines.\n"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


@pytest.fixture
def write():
    def write(name, text):
        Path(name).write_text(text, encoding="utf-8")
        return name

    return write


def failed(capfd, *arguments):
    """Run a command that fails; give its code and the lines on stderr."""
    code = main(["questions", *arguments])
    return code, capfd.readouterr().err.splitlines()


def test_the_whole_bank_is_listed(capfd):
    assert main(["questions", "list"]) == 0
    out = capfd.readouterr().out
    assert len(out.splitlines()) == 1 + len(questions.bank())
    assert out.startswith("id\ttrack\tlevel\tquestion\n")


def test_without_a_command_the_bank_is_listed(capfd):
    assert main(["questions", "list"]) == 0
    listed = capfd.readouterr().out
    assert main(["questions"]) == 0
    assert capfd.readouterr().out == listed


def test_a_track_is_listed_alone(capfd):
    assert main(["questions", "list", "--track", "team", "--json"]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    listed = json.loads(line)
    assert {question["track"] for question in listed} == {"team"}
    assert len(listed) == sum(q.track == "team" for q in questions.bank())


def test_a_question_is_shown_with_what_it_asks_for(capfd):
    question = questions.bank()[0]
    assert main(["questions", "show", question.id]) == 0
    out = capfd.readouterr().out
    assert out.startswith(question.text + "\n")
    assert "for an engineer, 150 s" in out
    assert all(f"- {item.ask}\n" in out for item in question.follow_ups)
    assert all(f"- {point}\n" in out for point in question.key_points)
    assert question.outline + "\n" in out


def test_a_question_is_shown_as_json(capfd):
    question = questions.bank()[0]
    assert main(["questions", "show", question.id, "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert (shown["id"], shown["text"]) == (question.id, question.text)
    assert shown["key_points"] == list(question.key_points)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "no-such-id"], "no-such-id"),
        (["show"], "ID"),
        (["list", "--track", "cooking"], "cooking"),
        (["check"], "FILE"),
        (["check", ""], "empty"),
        (["add", ""], "empty"),
        (["plan", "no-such-plan"], "no-such-plan"),
        (["plan", ""], "PLAN is empty"),
        (["plan", "--from", ""], "--from is empty"),
        (["plan", "--out", "x"], "--out goes with --from"),
        (["plan", "first-round", "--questions", "3"], "--questions goes with --from"),
        (["plan", "first-round", "--from", "job.txt"], "--from"),
        (
            ["plan", "--from", "a.txt", "--out", "./a.txt"],
            "--out is the file of --from",
        ),
        (["plan", "--from", "a.txt", "--questions", "21"], "--questions"),
        (["plan", "--seed", "x"], "--seed"),
    ],
)
def test_a_mistake_is_2_and_one_line(capfd, arguments, said):
    assert main(["questions", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err


# -- check and add -------------------------------------------------------------------


def test_a_file_without_mistakes_is_said_to_be_fine(capfd, write):
    assert main(["questions", "check", write("./own.yaml", EXAMPLE)]) == 0
    out, err = capfd.readouterr()
    assert (out, err) == ("./own.yaml: 1 question is fine\n", "")


def test_every_mistake_is_a_line_with_the_file_as_it_was_named(capfd, write):
    rest = EXAMPLE.partition("\n")[2].replace("id: bridge", "id: tunnel")
    text = EXAMPLE.replace("track: impact", "track: sea") + rest
    text += rest.replace("id: tunnel", "id: tunnel").replace(
        "seconds: 120", "seconds: 1"
    )
    code = main(["questions", "check", write("./own.yaml", text)])
    out, err = capfd.readouterr()
    assert code == 3
    assert out == "./own.yaml: 1 of 3 questions are fine\n"
    size = rest.count("\n")
    lines = [4, 2 + 2 * size, 7 + 2 * size]
    assert [line.split(": ")[0] for line in err.splitlines()] == [
        f"./own.yaml:{line}" for line in lines
    ]
    assert "It is one of python, explain, ambiguity" in err


def test_a_mistake_with_signs_of_a_terminal_stays_one_plain_line(capfd, write):
    text = EXAMPLE.replace("track: impact", 'track: "se\\e[31m\\n\\u2028a"')
    code, lines = failed(capfd, "check", write("own.yaml", text))
    assert (code, len(lines)) == (3, 1)
    assert "\x1b" not in lines[0]
    text = EXAMPLE.replace("id: bridge", 'id: "\\e[31m"').replace("seconds", "\x1b[m")
    code, lines = failed(capfd, "check", write("own.yaml", text))
    assert code == 3
    assert not [line for line in lines if "\x1b" in line]


@pytest.mark.parametrize("command", ["check", "add", "plan"])
@pytest.mark.parametrize("name", ["none.yaml", "./folder.yaml"])
def test_a_file_that_cannot_be_read_is_3_and_one_line(capfd, command, name):
    Path("folder.yaml").mkdir()
    code, lines = failed(capfd, command, name)
    assert (code, len(lines)) == (3, 1)
    assert Path(name).name in lines[0]


def test_added_questions_are_in_the_bank(capfd, write, home):
    assert main(["questions", "add", write("own.yaml", EXAMPLE)]) == 0
    assert capfd.readouterr().out == "bridge: added\n"
    assert [path.name for path in home.iterdir()] == ["questions.yaml"]
    assert main(["questions", "list"]) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("bridge\timpact\tmid\t")
    assert main(["questions", "show", "bridge"]) == 0
    assert main(["questions", "add", "own.yaml"]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "bridge: replaced"
    assert main(["questions", "check", str(home / "questions.yaml")]) == 0


def test_with_a_mistake_nothing_is_added(capfd, write, home):
    rest = EXAMPLE.partition("\n")[2].replace("id: bridge", "id: tunnel")
    text = EXAMPLE + rest.replace("level: mid", "level: x")
    code, lines = failed(capfd, "add", write("own.yaml", text))
    assert (code, len(lines)) == (3, 1)
    assert not home.exists()


@pytest.mark.parametrize("command", ["check", "add"])
def test_an_id_of_the_built_in_bank_is_refused(capfd, write, home, command):
    text = EXAMPLE.replace("id: bridge", "id: bias-variance")
    code, lines = failed(capfd, command, write("own.yaml", text))
    assert (code, len(lines)) == (3, 1)
    assert lines[0].startswith("own.yaml:2: question 'bias-variance': the id")
    assert "another id" in lines[0]
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_1_and_one_line(capfd, write, home):
    home.write_text("a file")
    code, lines = failed(capfd, "add", write("own.yaml", EXAMPLE))
    assert (code, len(lines)) == (1, 1)
    assert "VOICECOACH_HOME" in lines[0]


def test_broken_own_questions_are_named_and_the_others_listed(capfd, home):
    home.mkdir()
    (home / "questions.yaml").write_text("questions:\n- id: mine\n  text: [\n")
    assert main(["questions", "list"]) == 1
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 1 + len(questions.built_in())
    assert len(err.splitlines()) == 1
    assert err.startswith(f"{home / 'questions.yaml'}:3: a bracket is not closed. Put")
    assert main(["questions", "show", "bias-variance"]) == 0
    assert capfd.readouterr().err == ""
    assert main(["questions", "plan", "first-round"]) == 1
    out, err = capfd.readouterr()
    assert "project-you-are-proud-of" in out
    assert len(err.splitlines()) == 1


# -- plan ------------------------------------------------------------------------------


def test_without_a_name_the_plans_are_listed(capfd):
    assert main(["questions", "plan"]) == 0
    lines = capfd.readouterr().out.splitlines()
    names = [line.split("\t")[0] for line in lines]
    assert names == ["plan", "data-scientist", "first-round", "ml-engineer"]
    assert main(["questions", "plan", "--json"]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert [plan["id"] for plan in listed] == names[1:]
    assert listed[0]["steps"][0]["question"] == "data-changed-a-decision"


def test_a_plan_is_shown_as_the_questions_it_comes_to(capfd):
    assert main(["questions", "plan", "first-round"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("First round, for a recruiter: 5 questions, ")
    assert "1. Tell me about a project that you are proud of.\n" in out
    assert "   project-you-are-proud-of: impact, entry, 150 s\n" in out
    assert main(["questions", "plan", "first-round"]) == 0
    assert capfd.readouterr().out == out


def test_a_seed_gives_the_same_questions_and_another_seed_others(capfd):
    def shown(seed):
        assert main(["questions", "plan", "first-round", "--seed", seed, "--json"]) == 0
        return capfd.readouterr().out

    assert shown("3") == shown("3")
    assert len({shown(str(seed)) for seed in range(6)}) > 1


def test_a_plan_of_ones_own_is_shown(capfd, write):
    assert main(["questions", "plan", write("own.yaml", PLAN), "--json"]) == 0
    shown = json.loads(capfd.readouterr().out)
    assert shown["name"] == "Bridges"
    assert shown["questions"][0]["id"] == "failed-project"
    assert {question["audience"] for question in shown["questions"]} == {"manager"}


def test_every_mistake_of_a_plan_is_a_line(capfd, write):
    text = PLAN.replace("failed-project", "failed").replace("manager ", "me ")
    code, lines = failed(capfd, "plan", write("./own.yaml", text))
    assert code == 3
    assert [line.split(": ")[0] for line in lines] == ["./own.yaml:3", "./own.yaml:5"]


def test_a_job_text_gives_a_plan_with_its_reasons(capfd, write):
    job = write("job.txt", JOB)
    assert main(["questions", "plan", "--from", job, "--questions", "4"]) == 0
    out = capfd.readouterr().out
    assert "Level: mid; the text does not tell one.\n" in out
    assert "Plan for job.txt, for a manager: 4 questions, " in out
    assert 'because of "dashboards"' in out or '"Data analyst", "dashboards"' in out
    assert main(["questions", "plan", "--from", job, "--questions", "4"]) == 0
    assert capfd.readouterr().out == out


def test_a_plan_from_a_job_text_is_written_and_shown_the_same(capfd, write):
    arguments = ["--from", write("job.txt", JOB), "--out", "new/plan.yaml", "--json"]
    assert main(["questions", "plan", *arguments]) == 0
    made = json.loads(capfd.readouterr().out)
    assert len(made["questions"]) == len(made["because"]) == 6
    assert (made["level"], made["balanced"]) == ("mid", False)
    assert main(["questions", "plan", "new/plan.yaml", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["questions"] == made["questions"]


def test_a_written_plan_is_named(capfd, write):
    arguments = ["--from", write("job.txt", JOB), "--out", "./plan.yaml"]
    assert main(["questions", "plan", *arguments]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "./plan.yaml: written"


def test_a_text_without_a_hint_says_so(capfd, write):
    job = write("job.txt", "A nurse for the night shift.")
    assert main(["questions", "plan", "--from", job]) == 0
    out = capfd.readouterr().out
    assert out.startswith("Nothing in job.txt speaks for one question or another")
    assert out.count("   for balance\n") == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is empty"), ("Wir suchen eine Analystin für das Team", "in German")],
)
def test_a_text_that_cannot_be_used_is_3_and_one_line(capfd, write, text, said):
    code, lines = failed(capfd, "plan", "--from", write("job.txt", text))
    assert (code, len(lines)) == (3, 1)
    assert lines[0].startswith("job.txt ")
    assert said in lines[0]


def test_a_plan_that_cannot_be_written_is_1_and_one_line(capfd, write):
    Path("folder").mkdir()
    job = write("job.txt", JOB)
    code, lines = failed(capfd, "plan", "--from", job, "--out", "folder")
    assert (code, len(lines)) == (1, 1)
    assert "--out" in lines[0]
