import pytest


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """Keep the user's own questions out."""
    monkeypatch.setenv("VOICECOACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
