import pytest

from voicecoach.store import Store


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def store(home):
    return Store.open(home, patience=2.0)


@pytest.fixture
def wav(tmp_path):
    path = tmp_path / "answer.wav"
    path.write_bytes(b"RIFF" + bytes(range(256)) * 40)
    return path


@pytest.fixture
def database(store):
    """The file itself."""
    return store.folder / "sessions.db"
