import json
import sys

import pytest

from voicecoach import weights
from voicecoach.cli import main
from voicecoach.errors import ModelError


def test_every_model_of_the_manifest_is_listed(capfd):
    assert main(["models"]) == 0
    out = capfd.readouterr().out
    assert main(["models", "list"]) == 0
    assert capfd.readouterr().out == out
    names = [line.split("\t")[0] for line in out.splitlines()[1:]]
    assert names == [model.name for model, _ in weights.listed()]


def test_the_list_as_json_says_what_is_here_and_under_which_licence(capfd):
    assert main(["models", "list", "--json"]) == 0
    listed = {model["name"]: model for model in json.loads(capfd.readouterr().out)}
    assert (
        listed["base"]["here"]
        == {model.name: there for model, there in weights.listed()}["base"]
    )
    assert listed["base"]["licence"]
    assert listed["base"]["size"] > 100_000_000


def test_a_damaged_model_is_5_and_the_others_are_still_looked_at(capfd, monkeypatch):
    def verify(name):
        if name == "base":
            raise ModelError("The model base is damaged.", "Install it again.")

    monkeypatch.setattr(weights, "verify", verify)
    assert main(["models", "verify", "base", "tiny.en"]) == 5
    out, err = capfd.readouterr()
    assert err == "The model base is damaged. Install it again.\n"
    assert out == "tiny.en: as it should be\n"


def test_an_unknown_model_is_5_and_one_line(capfd):
    assert main(["models", "verify", "no-such"]) == 5
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "no-such" in err


def test_a_model_that_cannot_be_fetched_is_5_and_one_line(capfd, monkeypatch):
    def add(name):
        sys.stdout.write("noise of a library")
        raise ModelError(f"The model {name} cannot be downloaded.", "Try again.")

    monkeypatch.setattr(weights, "add", add)
    assert main(["models", "add", "small.en"]) == 5
    out, err = capfd.readouterr()
    assert (out, err) == ("", "The model small.en cannot be downloaded. Try again.\n")


@pytest.mark.slow
def test_the_models_of_this_installation_are_whole(capfd):
    assert main(["models", "verify"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert "base: as it should be\n" in out
