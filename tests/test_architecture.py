"""The house rules, checked: water runs downhill, and each pipe has one tap."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "voicecoach"
FILES = sorted(PACKAGE.rglob("*.py"))

# A part may import only from the levels above its own in this list.
LEVELS = (
    {"errors", "privacy", "yaml_events"},
    {"own_file", "portaudio", "small_file", "whole_file"},
    {"types", "yaml_lines"},
    {
        "exchange",
        "fields",
        "numerals",
        "rubrics",
        "settings",
        "shift",
        "spelling",
        "thresholds",
        "tracks",
    },
    {"source", "cell", "growing_wav"},
    {
        "encode",
        "lexicon",
        "mono",
        "own_terms",
        "play",
        "question_file",
        "takes",
        "testing",
        "weights",
        "written_language",
    },
    {"language", "sentences"},
    {"kinds"},
    {"questions", "challenges"},
    {"plans"},
    {
        "advise",
        "analyse",
        "audio",
        "compare",
        "correct",
        "endpoint",
        "hear",
        "microphone",
        "peaks",
        "report",
        "score",
        "speak",
        "transcribe",
        "trends",
        "turns",
        "walkthrough",
    },
    {"audiences", "loading", "options", "store", "overall"},
    {"session"},
    {"live", "next_question", "recorded"},
    {"joined", "rehearsal"},
    {"api", "doctor"},
    {"web"},
    {"cli"},
    {"__main__"},
)
RANK = {name: rank for rank, level in enumerate(LEVELS) for name in level}

# The only modules that may import an engine, and only inside a function. Few have two
# doors: PyAV reads recordings and voices and writes in a third place, faster-whisper
# also brings the detector of speech, ctranslate2 also knows which graphics cards can be
# used, and soxr resamples what is read and what a loudspeaker plays.
DOORS = {
    "alembic": {"store"},
    "av": {"audio", "encode", "speak/sound"},
    "ctranslate2": {"transcribe/faster", "doctor"},
    "fastapi": {"web"},
    "faster_whisper": {"transcribe/faster", "hear"},
    "httpx2": {"weights/fetch"},
    "huggingface_hub": {"weights/fetch"},
    "jinja2": {"report/template"},
    "markupsafe": {"report/template"},
    "onnxruntime": {"hear"},
    "piper": {"speak/neural_child"},
    "platformdirs": {"settings"},
    "pydantic": {"store", "web"},
    "pyttsx3": {"speak/system_child"},
    "sounddevice": {"portaudio"},
    "soxr": {"mono", "play"},
    "spacy": {"language"},
    "sqlalchemy": {"store"},
    "starlette": {"web"},
    "swift_f0": {"hear"},
    "textstat": {"lexicon"},
    "thinc": {"language"},
    "tokenizers": {"sentences"},
    "torch": {"transcribe/openai", "turns/encoder"},
    "uvicorn": {"web"},
    "weasyprint": {"report/pdf"},
    "webvtt": {"transcribe/given"},
    "whisper": {"transcribe/openai"},
    "wordfreq": {"lexicon"},
    "yaml": {"yaml_events"},
}

# Light enough for the top of a module; the command line's own stay in the command
# line, where nothing else starts.
LIGHT = {"numpy": None, "typer": {"cli"}}
LATE = {"rich": {"cli", "report/terminal"}}
# Imported late themselves, so that what is heavy may stand at their top.
LATE_MODULES = {
    "report/terminal",
    "store/database",
    "store/forms",
    "store/migrations/env",
    "store/migrations/versions/v0001_sessions_and_takes",
    "store/migrations/versions/v0002_summaries",
    "store/rows",
    "store/tables",
    "web",  # the whole room
}

LONGEST_FILE = 300
LONGER = {  # what must be found in one place
    "cli/analyze": 360,
    "session": 340,
}
VAGUE = {"utils", "util", "core", "base", "manager", "models", "helpers", "common"}

METRICS = """
    speaking_rate articulation_rate answer_length time_to_first_word time_to_point
    pauses_within longest_pause mean_run phonation_ratio filler_sounds filler_markers
    repeats hedges jargon_density lexical_variety loudness pitch_range
""".split()


def where(path: Path) -> str:
    """Name a module by its path: ``report/html``; a package by its folder."""
    name = path.relative_to(PACKAGE).with_suffix("").as_posix()
    return name.removesuffix("/__init__")


def violations(module: str, source: str) -> list[str]:
    """Say what a module does that the house does not allow."""
    tree = ast.parse(source)
    return [*directions(module, tree), *doors(module, tree), *manners(module, source)]


def imported(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Walk over the modules that are imported anywhere, dotted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            if base == "voicecoach":
                yield from ((f"voicecoach.{alias.name}", node) for alias in node.names)
            else:
                yield base, node


def directions(module: str, tree: ast.AST) -> Iterator[str]:
    here = module.split("/")[0]
    if here not in RANK:
        yield f"{here} has no level: add it to LEVELS"
        return
    for name, _node in imported(tree):
        if name.startswith("."):
            yield f"{name}: absolute imports only"
        parts = name.split(".")
        if parts[0] != "voicecoach" or len(parts) == 1 or parts[1] == here:
            continue
        if parts[1].startswith("__") and parts[1] != "__main__":
            continue  # __version__ and __doc__ are no modules
        if parts[1] not in RANK:
            yield f"{parts[1]} has no level: add it to LEVELS"
        elif RANK[parts[1]] >= RANK[here]:
            yield f"{here} must not import {parts[1]}"


def doors(module: str, tree: ast.AST) -> Iterator[str]:
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for name, node in imported(tree):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top in {"voicecoach", ""}:
            continue
        allowed = {**DOORS, **LATE, **LIGHT}.get(top, set())
        if allowed is not None and not {module, module.split("/")[0]} & allowed:
            taps = " and ".join(sorted(allowed)) or "no module"
            yield f"{top} has its door in {taps}"
        elif (
            top not in LIGHT
            and id(node) not in late
            and not {module, module.split("/")[0]} & LATE_MODULES
        ):
            yield f"import {top} inside a function"


def manners(module: str, source: str) -> Iterator[str]:
    here = module.split("/")[0]
    longest = LONGER.get(module, LONGEST_FILE)
    if len(source.splitlines()) > longest:
        yield f"more than {longest} lines"
    if VAGUE & set(module.split("/")):
        yield "a name that says nothing"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert):
            yield "assert is for tests"
        if isinstance(node, ast.Call) and here not in {"cli", "__main__"}:
            called = ast.unparse(node.func)
            if called == "print" or re.match(r"sys\.std(out|err)\.write", called):
                yield "only the command line prints"
        if isinstance(node, ast.ExceptHandler) and module != "cli/faults":
            kinds = ast.unparse(node.type) if node.type else "BaseException"
            if {"Exception", "BaseException"} & set(re.findall(r"\w+", kinds)):
                yield "no broad except outside cli/faults.py"


@pytest.mark.parametrize("path", FILES, ids=where)
def test_every_module_keeps_the_house_rules(path):
    if path != PACKAGE / "__init__.py":  # the front door leads up by name, late
        assert violations(where(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source", "said"),
    [
        ("score", "from voicecoach.advise import advise", "score must not import"),
        ("score", "from voicecoach import session", "score must not import session"),
        ("types", "import voicecoach.cli.app", "types must not import cli"),
        ("score", "def f():\n from voicecoach.report import save", "must not import"),
        ("report/html", "from . import json", "absolute imports only"),
        ("score", "from voicecoach.gossip import x", "gossip has no level"),
        ("gossip", "", "gossip has no level"),
        ("score", "def f():\n import torch", "torch has its door in"),
        ("audio", "import av", "import av inside a function"),
        ("audio", "def f():\n import requests", "requests has its door in no module"),
        ("score", "import typer", "typer has its door in cli"),
        ("cli/app", "import rich.console", "import rich inside a function"),
        ("score", "print(1)", "only the command line prints"),
        ("score", "import sys\nsys.stderr.write('x')", "only the command line prints"),
        ("score", "\n" * 301, "more than 300 lines"),
        ("analyse/utils", "", "a name that says nothing"),
        ("score", "assert 1", "assert is for tests"),
        ("score", "try: x\nexcept Exception: pass", "no broad except"),
        ("score", "try: x\nexcept (OSError, Exception): pass", "no broad except"),
        ("score", "try: x\nexcept: pass", "no broad except"),
    ],
)
def test_breaking_a_rule_is_noticed(module, source, said):
    assert [line for line in violations(module, source) if said in line]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("score", "from voicecoach.types import Score\nimport numpy as np"),
        ("report/html", "from voicecoach.report import labels"),
        ("audio", "if TYPE_CHECKING:\n import av\ndef f():\n import av"),
        ("cli/app", "import typer\nfrom voicecoach import __version__\nprint(1)"),
        ("cli/faults", "try: x\nexcept Exception: pass"),
        ("session", "from voicecoach import audio, score\nimport time"),
    ],
)
def test_keeping_the_rules_is_not_noticed(module, source):
    assert violations(module, source) == []


def test_every_door_is_a_module_that_is_there():
    modules = {where(path) for path in FILES}
    assert {door for taps in DOORS.values() for door in taps} <= modules


# -- what the tracked files say -----------------------------------------------------

TEXT = {
    ".css",
    ".html",
    ".js",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yaml",
    ".yml",
    "",
}
# Written so that this file does not match itself.
MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:wor[k]|tm[p]/dev|hom[e]|User[s]|roo[t]|mn[t])/\w|[A-Z]:\\\\?User[s]"
    r"|\.\./share[d]"
)
WORKPLACE = re.compile(
    r"\bissue[s]? (?:#\s?)?\d|\bissue[s] show\b|\bcoding agent[s]?\b|\bsub-?agent[s]?\b"
    r"|\bAI assistan[t]\b",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in names if path.suffix in TEXT and path.is_file()]


def gossip(text: str) -> list[str]:
    """Find what a text tells of the machine or the place it was written at."""
    found = [*MACHINE.finditer(text), *WORKPLACE.finditer(text)]
    return [match.group() for match in found]


def test_tracked_files_speak_of_the_project_alone():
    said = {}
    for path in tracked():
        if "vendor" in path.parts or "static" in path.parts:
            continue  # other people's files, kept as they came
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a binary without a suffix
        if found := gossip(text):
            said[path.relative_to(ROOT).as_posix()] = found
    assert said == {}


@pytest.mark.parametrize(
    "text",
    [
        "see /hom" + "e/ann/notes",
        "cd /wor" + "k/main",
        r"C:\User" + r"s\Ann",
        "read ../share" + "d/speech",
        "as issu" + "e 12 asks",
    ],
)
def test_gossip_is_noticed(text):
    assert gossip(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/home/page",
        "the issue is solved",
        "cd voicecoach",
        "/dev/null",
    ],
)
def test_ordinary_words_are_not_gossip(text):
    assert gossip(text) == []


# -- the public surface ----------------------------------------------------------------


def test_importing_voicecoach_is_cheap():
    heavy = "numpy typer rich torch spacy pydantic"
    code = f"import sys, voicecoach; print(set('{heavy}'.split()) & set(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert run.stdout == "set()\n"


def test_the_package_tells_type_checkers_that_it_is_typed():
    assert (PACKAGE / "py.typed").is_file()


def test_every_metric_of_the_report_is_measured_and_has_a_label():
    from voicecoach.analyse import analyse
    from voicecoach.report.labels import METRICS as LABELS
    from voicecoach.types import Answer, Transcript

    nothing = Transcript((), "given", None)
    answer = Answer(nothing, (), None, None, None, "manager")
    measured = [metric.name for metric in analyse(answer).metrics]
    assert set(METRICS) <= set(measured)
    assert len(measured) == len(set(measured))
    assert list(LABELS) == METRICS
