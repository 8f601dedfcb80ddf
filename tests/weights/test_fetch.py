"""Adding a model, with the real client against a hub on this computer."""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from tests.weights.hub import hub
from tests.weights.making import model_bin, whisper
from voicecoach import weights
from voicecoach.errors import ModelError

REPOSITORY = "Systran/faster-whisper-small.en"
FILES = {
    "model.bin": model_bin(whisper()),
    "config.json": b"{}",
    "tokenizer.json": b"{}",
    "vocabulary.txt": b"a\n",
    "README.md": b"not wanted",
    ".gitattributes": b"not wanted",
}

PROGRAM = """
import sys
from voicecoach import weights
from voicecoach.errors import ModelError
try:
    print(weights.add(sys.argv[1]).folder)
except ModelError as error:
    sys.exit(str(error))
"""


def add(home, address, name="small.en"):
    """Run `add` in a process of its own: the client reads the address when imported."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, name],
        env={
            **os.environ,
            "HF_ENDPOINT": address,
            "HF_HOME": str(home / "client"),
            "VOICECOACH_HOME": str(home),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path))
    return tmp_path


def remains(home):
    folder = home / "models"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.slow
def test_an_added_model_is_there_verified_and_never_asked_for_again(home):
    with hub(REPOSITORY, FILES) as (address, asked):
        done = add(home, address)
        assert (done.returncode, done.stderr) == (0, "")
        count = len(asked)
        assert add(home, address).returncode == 0
        assert len(asked) == count
    assert remains(home) == ["small.en"]
    model = weights.find("small.en")
    assert weights.load(model).files == {
        name: content for name, content in FILES.items() if "not" not in str(content)
    }
    weights.verify("small.en")
    assert model in weights.expected()


@pytest.mark.slow
def test_a_download_that_is_not_what_the_hub_states_is_thrown_away(home):
    with hub(REPOSITORY, FILES, promised="0" * 64) as (address, _):
        failed = add(home, address)
    assert failed.returncode == 1
    assert "model.bin" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1
    assert remains(home) == []


@pytest.mark.slow
def test_a_hub_without_the_files_is_one_line(home):
    with hub(REPOSITORY, {"model.bin": b""}) as (address, _):
        failed = add(home, address)
    assert "tokenizer.json" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1
    with hub("another/model", FILES) as (address, _):
        failed = add(home, address)
    assert "small.en cannot be downloaded" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1
    assert remains(home) == []


@pytest.mark.slow
def test_without_a_network_the_failure_is_quick_and_one_line(home):
    failed = add(home, "http://127.0.0.1:9")
    assert "small.en cannot be downloaded" in failed.stderr
    assert len(failed.stderr.splitlines()) == 1
    assert remains(home) == []


@pytest.fixture
def added(home):
    """An added model as `add` leaves it."""
    folder = home / "models" / "small.en"
    folder.mkdir(parents=True)
    sums = [f"# {REPOSITORY} at {'c' * 40}\n"]
    for name, content in FILES.items():
        if b"not" not in content:
            (folder / name).write_bytes(content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums))
    return folder


def test_an_added_model_that_was_changed_later_is_refused(added):
    weights.verify("small.en")
    (added / "config.json").write_bytes(b"{} ")
    with pytest.raises(ModelError, match=r"config\.json") as failure:
        weights.load(weights.find("small.en"))
    assert "voicecoach models add small.en" in failure.value.remedy


def test_an_added_model_that_lost_a_file_is_refused(added):
    (added / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        weights.load(weights.find("small.en"))


def test_an_added_model_without_its_record_counts_as_not_added(added):
    (added / "SHA256SUMS").unlink()
    with pytest.raises(ModelError, match="not on this computer"):
        weights.find("small.en")


@pytest.mark.slow
def test_a_damaged_model_is_downloaded_again(added, home):
    (added / "model.bin").write_bytes(b"damaged")
    with hub(REPOSITORY, FILES) as (address, _):
        assert add(home, address).returncode == 0
    weights.verify("small.en")
    assert remains(home) == ["small.en"]


def test_the_record_is_one_that_sha256sum_reads(added):
    if shutil.which("sha256sum") is None:
        pytest.skip("no program sha256sum here")
    subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=added,
        check=True,
    )


def test_what_is_there_from_the_start_is_not_downloaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    assert weights.add("tiny.en").name == "tiny.en"


def test_an_unknown_name_is_not_asked_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ModelError, match="no model at"):
        weights.add("nobody/nothing")
