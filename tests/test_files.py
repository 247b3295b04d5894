"""A file is written whole or not at all, and never outside the project."""

from __future__ import annotations

import errno
import os
import resource
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from translate.errors import ProjectError
from translate.files import write_atomically, write_pieces


def _leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.tmp")]


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "locales" / "pt_BR" / "LC_MESSAGES" / "été à la mer.po"
    assert write_atomically(path, "é\n".encode(), tmp_path)
    assert path.read_bytes() == "é\n".encode()
    assert _leftovers(tmp_path) == []


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_atomically(tmp_path / "ours", b"x", tmp_path)
    assert (tmp_path / "ours").stat().st_mode == plain.stat().st_mode


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    write_atomically(path, b"one", tmp_path)
    before = path.stat()
    assert not write_atomically(path, b"one", tmp_path)
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_of_an_existing_file_is_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(mode)
    assert write_atomically(path, b"new", tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_name_as_long_as_the_system_allows_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 127)
    assert write_atomically(path, b"x", tmp_path)
    assert path.read_bytes() == b"x"


def test_a_link_inside_the_project_is_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real.po", tmp_path / "link.po"
    real.write_bytes(b"old")
    link.symlink_to(real)
    assert write_atomically(link, b"new", tmp_path)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_dangling_link_inside_the_project_makes_its_target(tmp_path: Path) -> None:
    link = tmp_path / "link.po"
    link.symlink_to("later/real.po")
    assert write_atomically(link, b"new", tmp_path)
    assert (tmp_path / "later" / "real.po").read_bytes() == b"new"


def test_a_project_behind_a_link_is_a_project(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert write_atomically(tmp_path / "link" / "a.po", b"new", tmp_path / "link")
    assert (tmp_path / "real" / "a.po").read_bytes() == b"new"


def _file_link_out(project: Path, outside: Path) -> Path:
    (outside / "secret").write_bytes(b"keep")
    (project / "a.po").symlink_to(outside / "secret")
    return project / "a.po"


def _folder_link_out(project: Path, outside: Path) -> Path:
    (project / "locales").symlink_to(outside)
    return project / "locales" / "es" / "a.po"


def _dots_out(project: Path, outside: Path) -> Path:
    return project / ".." / outside.name / "a.po"


def _chain_out(project: Path, outside: Path) -> Path:
    (project / "one").symlink_to("two")
    (project / "two").symlink_to(outside / "three")
    return project / "one"


@pytest.mark.parametrize(
    "lay",
    [
        pytest.param(_file_link_out, id="a file that is a link"),
        pytest.param(_folder_link_out, id="a folder that is a link"),
        pytest.param(_dots_out, id="dots in the path"),
        pytest.param(_chain_out, id="a link to a link"),
    ],
)
def test_nothing_is_written_outside_the_project(
    tmp_path: Path, lay: Callable[[Path, Path], Path]
) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    project.mkdir()
    outside.mkdir()
    path = lay(project, outside)
    before = sorted((p.name, p.read_bytes()) for p in outside.rglob("*") if p.is_file())
    with pytest.raises(ProjectError, match="leads out of the project"):
        write_atomically(path, b"new", project)
    assert sorted((p.name, p.read_bytes()) for p in outside.rglob("*") if p.is_file()) == before
    assert not (outside / "es").exists()


def test_links_in_a_circle_are_reported(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_atomically(tmp_path / "a", b"x", tmp_path)


def test_a_directory_in_the_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.po").mkdir()
    with pytest.raises(ProjectError, match=r"a\.po cannot be written: it is a directory"):
        write_atomically(tmp_path / "a.po", b"x", tmp_path)


def test_a_pipe_in_the_place_is_reported_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.po")
    with pytest.raises(ProjectError, match="no ordinary file"):
        write_atomically(tmp_path / "a.po", b"x", tmp_path)


def test_a_file_in_the_place_of_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "locales").write_bytes(b"keep")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_atomically(tmp_path / "locales" / "a.po", b"x", tmp_path)
    assert (tmp_path / "locales").read_bytes() == b"keep"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "locales"
    folder.mkdir()
    (folder / "a.po").write_bytes(b"old")
    folder.chmod(0o500)
    try:
        with pytest.raises(ProjectError, match="Permission denied"):
            write_atomically(folder / "a.po", b"new", tmp_path)
    finally:
        folder.chmod(0o700)
    assert (folder / "a.po").read_bytes() == b"old"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(ProjectError, match="read-only"):
        write_atomically(path, b"new", tmp_path)
    assert path.read_bytes() == b"old"


def test_a_file_that_grows_too_large_leaves_the_old_one_whole(tmp_path: Path) -> None:
    """The system refuses in the middle of the writing, as it does when the disk is full."""
    path = tmp_path / "a.po"
    path.write_bytes(b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(ProjectError, match="File too large"):
            write_atomically(path, b"x" * 100_000, tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == b"old"
    assert _leftovers(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize(
    ("mishap", "seen"),
    [
        pytest.param(OSError(errno.ENOSPC, "No space left"), ProjectError, id="a full disk"),
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, id="Ctrl-C"),
        pytest.param(SystemExit(1), SystemExit, id="an exit"),
    ],
)
def test_a_mishap_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    mishap: BaseException,
    seen: type[BaseException],
) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise mishap

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(seen):
        write_atomically(path, b"new", tmp_path)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.po"]


def test_pieces_are_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    assert write_pieces(path, iter([b"one ", b"two"]), tmp_path)
    assert path.read_bytes() == b"one two"
    before = path.stat().st_mtime_ns
    assert not write_pieces(path, (b"one", b" two"), tmp_path)
    assert path.stat().st_mtime_ns == before

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  of any kind
        write_pieces(path, broken(), tmp_path)
    assert path.read_bytes() == b"one two"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.tmx"]


def test_a_temporary_file_can_be_told_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    real_replace = Path.replace

    def watch(self: Path, target: Path) -> Path:
        names.append(self.name)
        return real_replace(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    write_atomically(tmp_path / "a.po", b"x", tmp_path)
    assert len(names) == 1
    assert names[0].startswith(".a.po.")
    assert names[0].endswith(".tmp")
