"""``analyze --also-for``: the same words for another listener."""

import json
from functools import partial

import pytest

SAID = """
We use dropout and L2 regularization, and we watch the validation loss with early
stopping. With a transformer the attention heads overfit, so we lower the learning rate
and check the AUROC on a holdout set, and that has kept the model calibrated for us.
"""


@pytest.fixture
def run(here, tmp_path):
    (tmp_path / "said.txt").write_text(SAID, encoding="utf-8")

    return partial(here, "analyze")


def test_another_listener_stands_beside_the_first(run, tmp_path):
    done = run(
        *("--transcript", "said.txt", "--audience", "engineer"),
        *("--also-for", "recruiter", "--json", "--out", "out", "--format", "md"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    (also,) = json.loads(done.stdout)["also_for"]
    assert also["audience"] == "recruiter"
    assert also["more_terms"]
    written = (tmp_path / "out" / "said.txt.report.md").read_text(encoding="utf-8")
    assert "recruiter" in written


def test_an_unknown_listener_is_named(run):
    done = run("--transcript", "said.txt", "--also-for", "aunt")
    assert done.returncode == 2
    assert "--also-for aunt" in done.stderr
    assert "recruiter" in done.stderr
