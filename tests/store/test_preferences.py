import pytest
from hypothesis import given
from hypothesis import strategies as st

from voicecoach.errors import OutputError, StoreError
from voicecoach.store import Settings, load_settings, save_settings

texts = st.none() | st.text(st.characters(codec="utf-8"), max_size=20)


def test_without_a_file_the_settings_are_those_of_the_beginning(home):
    assert load_settings(home) == Settings()
    assert not home.exists()


@given(
    chosen=st.builds(
        Settings,
        audience=st.sampled_from(["recruiter", "manager", "engineer"]),
        modes=st.lists(st.sampled_from(["stutter", "no-pace"])).map(tuple),
        model=st.text(st.characters(codec="utf-8"), max_size=20),
        voice=texts,
        voice_rate=st.none() | st.floats(60, 400),
        microphone=texts,
        muted=st.booleans(),
        seconds=st.floats(5, 3600),
    )
)
def test_settings_are_read_as_they_were_written(tmp_path_factory, chosen):
    home = tmp_path_factory.mktemp("home")
    save_settings(chosen, home)
    assert load_settings(home) == chosen


def test_a_person_can_write_them(home):
    home.mkdir()
    (home / "settings.toml").write_text(
        '# mine\naudience = "engineer"\nmodes = ["stutter"]\nseconds = 90\nlater = 1\n'
    )
    assert load_settings(home) == Settings("engineer", ("stutter",), seconds=90.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('audience = "mother"', "audience"),
        ("audience = ", "end of document"),
        ('modes = ["loud"]', "modes.0"),
        ('seconds = "long"', "seconds"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_the_file_is_left(home, text, said):
    home.mkdir()
    (home / "settings.toml").write_text(text)
    with pytest.raises(StoreError, match=r"settings\.toml") as caught:
        load_settings(home)
    assert said in caught.value.problem
    assert "\n" not in caught.value.problem
    assert (home / "settings.toml").read_text() == text


def test_bytes_that_are_no_text_are_an_error(home):
    home.mkdir()
    (home / "settings.toml").write_bytes(b"voice = '\xff'")
    with pytest.raises(StoreError, match=r"settings\.toml"):
        load_settings(home)


def test_settings_that_cannot_be_written_are_an_error(tmp_path):
    (tmp_path / "home").write_text("a file")
    with pytest.raises(OutputError, match=r"settings\.toml"):
        save_settings(Settings(muted=True), tmp_path / "home")
