"""The environment that scripts/voicecoach makes, and the wheel that others install."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

from voicecoach import settings, weights

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "scripts" / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

ENTRY = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; (.*?))?(?: \\)?$", re.MULTILINE)


def locked(name):
    text = (LOCKS / name).read_text(encoding="utf-8")
    return {found[1]: (found[2], found[3]) for found in ENTRY.finditer(text)}


def test_every_dependency_is_locked_to_a_version_that_fits():
    versions = {**locked("run.txt"), **locked("torch.txt")}
    for line in PROJECT["project"]["dependencies"]:
        wanted = Requirement(line)
        version, marker = versions[wanted.name]
        assert wanted.specifier.contains(version), line
        assert marker is None, line


@pytest.mark.parametrize("name", ["build.txt", "run.txt", "dev.txt"])
def test_every_locked_version_has_hashes(name):
    text = (LOCKS / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text)[1:]
    assert len(entries) == len(locked(name))
    for entry in entries:
        assert "--hash=sha256:" in entry


def test_torch_has_no_hash_so_that_its_processor_build_can_be_taken():
    assert locked("torch.txt").keys() == {"torch"}
    assert "--hash" not in (LOCKS / "torch.txt").read_text(encoding="utf-8")
    everything = {**locked("build.txt"), **locked("run.txt"), **locked("dev.txt")}
    assert not [name for name in everything if name.startswith(("torch", "nvidia"))]
    assert "triton" not in everything


def test_the_locks_name_no_address():
    for path in LOCKS.iterdir():
        assert "://" not in path.read_text(encoding="utf-8")


def test_what_a_platform_needs_is_locked_for_that_platform():
    markers = {
        name: Marker(marker)
        for name, (_, marker) in locked("run.txt").items()
        if marker
    }
    windows = {"sys_platform": "win32", "platform_system": "Windows"}
    macos = {"sys_platform": "darwin", "platform_system": "Darwin"}
    linux = {"sys_platform": "linux", "platform_system": "Linux"}
    assert markers["comtypes"].evaluate(windows)
    assert not markers["comtypes"].evaluate(linux)
    assert markers["pyobjc-framework-avfoundation"].evaluate(macos)
    assert not markers["pyobjc-framework-avfoundation"].evaluate(windows)


def test_models_come_in_the_packages_that_are_locked():
    versions = locked("run.txt")
    for model in weights.manifest():
        for package in model.packages if not model.optional else ():
            name, _, version = package.partition("==")
            assert versions[name][0] == version


def test_the_command_parses_on_an_old_python():
    source = (ROOT / "scripts" / "voicecoach").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 6))


def test_the_readme_begins_with_the_two_commands():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first = re.search(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    analyze, check = first[1].splitlines()
    assert check == "scripts/check"
    command, sample = analyze.rsplit(" ", 1)
    assert command == "scripts/voicecoach analyze"
    assert sample.startswith("samples/")
    assert (ROOT / sample).is_file()


def documents():
    folders = (ROOT, ROOT / "docs", ROOT / "models", ROOT / "samples")
    return [path for folder in folders for path in sorted(folder.glob("*.md"))]


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", text):
        assert (path.parent / target).exists(), target


def test_every_package_that_is_installed_is_credited():
    text = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    models = {p.partition("==")[0] for m in weights.manifest() for p in m.packages}
    for name in {**locked("run.txt"), **locked("build.txt"), **locked("dev.txt")}:
        credited = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
        assert credited or name in models, name


def test_data_that_travels_is_found_in_the_checkout():
    assert settings.share("models") == ROOT / "models"
    assert settings.share("samples") == ROOT / "samples"


def test_what_is_kept_lies_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path))
    assert settings.home() == tmp_path
    monkeypatch.setenv("VOICECOACH_HOME", "")
    assert settings.home().name == "voicecoach"
    assert tmp_path not in settings.home().parents


# A project of three small files that takes the place of voicecoach, with a build
# backend that needs nothing, so that no test installs a gigabyte.
PROJECT_FILES = {
    "pyproject.toml": """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
""",
    "backend.py": """
import zipfile
from pathlib import Path

INFO = "voicecoach-1.dist-info"


def build_editable(folder, settings=None, metadata=None):
    files = {
        f"{INFO}/METADATA": "Metadata-Version: 2.1\\nName: voicecoach\\nVersion: 1\\n",
        f"{INFO}/WHEEL": "Wheel-Version: 1.0\\nTag: py3-none-any\\n",
        f"{INFO}/RECORD": "",
        "voicecoach.pth": str(Path(__file__).parent),
    }
    name = "voicecoach-1-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
    return name
""",
    "voicecoach/__init__.py": "",
    "voicecoach/__main__.py": """
import json, os, sys
print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get("PYTHONPATH")]))
sys.exit(3)
""",
    "voicecoach/errors.py": "class ModelError(Exception): ...\n",
    "voicecoach/weights.py": """
from pathlib import Path
from voicecoach.errors import ModelError

class Model:
    name = "base"

def expected():
    return [Model()]

def verify(name):
    if Path(__file__).with_name("damaged").exists():
        raise ModelError(f"The model {name} is damaged.")
""",
}


@pytest.fixture
def checkout(tmp_path):
    root = tmp_path / "a checkout"
    for name, content in PROJECT_FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    requirements = root / "scripts" / "requirements"
    requirements.mkdir(parents=True)
    for name in ("build.txt", "run.txt", "torch.txt"):
        (requirements / name).write_text("# none\n", encoding="utf-8")
    shutil.copy(ROOT / "scripts" / "voicecoach", root / "scripts")
    return root


def start(checkout, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, checkout / "scripts" / "voicecoach", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def call(checkout, *arguments, **options):
    process = start(checkout, *arguments, **options)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err.splitlines()


@pytest.mark.slow
def test_two_first_calls_at_once_make_one_environment_and_later_calls_none(
    checkout, tmp_path
):
    both = [start(checkout, "--json", "ü b", cwd=tmp_path) for _ in range(2)]
    answers = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [3, 3]
    expected = f'[["--json", "\\u00fc b"], "{tmp_path}", null]\n'
    assert [out for out, _ in answers] == [expected] * 2
    lines = [line for _, err in answers for line in err.splitlines()]
    assert sum("first use" in line for line in lines) == 1
    assert sum("ready after" in line for line in lines) == 1

    log = (checkout / ".venv" / "voicecoach.log").stat()
    link = tmp_path / "linked"
    link.symlink_to(checkout / "scripts" / "voicecoach")
    (tmp_path / "json.py").write_text("raise RuntimeError('found in the folder')")
    hostile = {**os.environ, "PYTHONPATH": str(tmp_path), "VIRTUAL_ENV": "/nowhere"}
    done = subprocess.run(
        [sys.executable, "-I", link, "x"],
        cwd=tmp_path,
        env=hostile,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, "")
    assert done.stdout == f'[["x"], "{tmp_path}", null]\n'
    assert (checkout / ".venv" / "voicecoach.log").stat() == log

    # Another version brings it up to date; a moved checkout is made again.
    (checkout / "scripts" / "requirements" / "run.txt").write_text("# newer\n")
    code, _, lines = call(checkout)
    assert code == 3
    assert "versions have changed" in lines[0]
    moved = checkout.rename(tmp_path / "moved")
    assert "first use" in call(moved)[2][0]
    assert call(moved)[2] == []


@pytest.mark.slow
def test_a_set_up_that_fails_shows_why_and_is_done_again(checkout):
    damaged = checkout / "voicecoach" / "damaged"
    damaged.touch()
    code, out, lines = call(checkout)
    assert (code, out) == (1, "")
    assert lines[-2] == "The model base is damaged."
    assert "verifying the models failed" in lines[-1]
    assert "Try:" in lines[-1]
    damaged.unlink()
    assert call(checkout)[0] == 3


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupted_set_up_is_130_and_counts_as_none(checkout):
    process = start(checkout)
    log = checkout / ".venv" / "voicecoach.log"
    deadline = time.monotonic() + 60
    while not log.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("voicecoach: interrupted")
    assert not (checkout / ".venv" / "voicecoach.stamp").exists()


def test_a_python_without_venv_is_told_what_to_install(checkout):
    program = (
        "import runpy, sys; sys.modules['ensurepip'] = None; "
        "runpy.run_path(sys.argv.pop(1), run_name='__main__')"
    )
    command = [sys.executable, "-c", program, checkout / "scripts" / "voicecoach"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(r"apt install python3\.\d+-venv$", done.stderr.strip())
    assert len(done.stderr.splitlines()) == 1


def test_an_environment_of_somebody_else_is_not_touched(checkout):
    precious = checkout / ".venv" / "precious"
    precious.parent.mkdir()
    precious.touch()
    code, out, lines = call(checkout)
    assert (code, out, len(lines)) == (1, "", 1)
    assert "move it away" in lines[0]
    assert precious.exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_checkout_that_cannot_be_written_is_one_line(checkout):
    (checkout / ".venv").write_text("a file")
    code, out, lines = call(checkout)
    assert (code, out, len(lines)) == (1, "", 1)


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A fresh environment with the wheel; other packages are this environment's."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: scripts/check installs it")
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv")
    programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    (wheel,) = folder.glob("voicecoach-*.whl")
    run(*pip, "--python", programs / "python", "install", "--no-deps", wheel)
    (site,) = (folder / "venv").rglob("site-packages")
    # A path in a .pth file is searched, but the .pth files there are not followed: the
    # checkout that is installed there as editable stays out.
    (site / "others.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return programs


def run(*command, **options):
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=True, **options
    ).stdout


@pytest.fixture
def anywhere(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    return {"cwd": folder, "env": {**os.environ, "VOICECOACH_HOME": str(tmp_path)}}


@pytest.mark.slow
def test_the_wheel_brings_the_command_and_what_it_needs(installed, anywhere, tmp_path):
    where = "import voicecoach as v; print(v.__file__)"
    file = Path(run(installed / "python", "-c", where, **anywhere).strip())
    assert installed.parent in file.parents
    share = file.parent / "_share"
    assert (share / "models" / "MANIFEST.toml").is_file()
    assert (file.parent / "py.typed").is_file()
    there = {path.name for path in (share / "samples").rglob("*") if path.is_file()}
    assert there >= {
        path.name for path in (ROOT / "samples").iterdir() if path.is_file()
    }

    version = run(installed / "voicecoach", "--version", **anywhere)
    assert version.strip().endswith(PROJECT["project"]["version"])
    listed = run(installed / "voicecoach", "models", "list", **anywhere)
    assert {"base", "tiny.en"} <= {
        line.split()[0] for line in listed.splitlines() if line
    }
    run(installed / "voicecoach", "models", "verify", **anywhere)
    plan = run(installed / "voicecoach", "questions", "plan", "first-round", **anywhere)
    assert plan.startswith("First round")
    (tmp_path / "job.txt").write_text("We need a data scientist.", encoding="utf-8")
    made = ("questions", "plan", "--from", tmp_path / "job.txt")
    assert "data scientist" in run(installed / "voicecoach", *made, **anywhere)
    assert list(anywhere["cwd"].iterdir()) == []

    (anywhere["cwd"] / "words.txt").write_text("So we halved the cost in 2 months.")
    command = ("analyze", "--transcript", "words.txt", "--format", "html,json")
    run(installed / "voicecoach", *command, **anywhere)
    reports = {path.name for path in (anywhere["cwd"] / "voicecoach-reports").iterdir()}
    assert reports == {"words.txt.report.html", "words.txt.report.json"}
