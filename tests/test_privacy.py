import os

from voicecoach import privacy


def test_every_library_is_told_even_if_the_user_was_told_otherwise(monkeypatch):
    for name in privacy.OPT_OUTS:
        monkeypatch.setenv(name, "0")
    privacy.opt_out()
    assert {name: os.environ[name] for name in privacy.OPT_OUTS} == privacy.OPT_OUTS
