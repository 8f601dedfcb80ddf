import os

import pytest

from voicecoach.cell.sweep import sweep, workshop


def test_a_workshop_is_there_for_a_while():
    with workshop() as folder:
        (folder / "a").mkdir()
        (folder / "a" / "b").write_text("x", encoding="utf-8")
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
@pytest.mark.parametrize("name", ["d", "d" * 255])
def test_folders_deeper_than_any_path_are_removed(tmp_path, name):
    folder = tmp_path / "work"
    folder.mkdir()
    here = os.open(".", os.O_RDONLY)
    try:
        os.chdir(folder)
        for _ in range(3000):
            os.mkdir(name)  # noqa: PTH102  (relative, as no path reaches there)
            os.chdir(name)
        with open("leaf", "w", encoding="utf-8"):  # noqa: PTH123
            pass
    finally:
        os.fchdir(here)
        os.close(here)
    sweep(folder)
    assert not folder.exists()


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_closed_folder_and_a_link_are_no_hindrance(tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    folder = tmp_path / "work"
    (folder / "closed" / "inside").mkdir(parents=True)
    (folder / "link").symlink_to(mine)
    (folder / "closed").chmod(0)
    sweep(folder)
    assert not folder.exists()
    assert mine.exists()
