"""Download a speech model that the user asked for by name; the only network of it all.

The hub says which sha256 its large files have, and the download is compared with it.
Nobody here has vouched for these files beforehand: what came the first time is written
down beside the model, and every later use is compared with that.
"""

import hashlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from voicecoach.errors import ModelError
from voicecoach.weights.files import CHUNK, check, present
from voicecoach.weights.find import NEEDED, SUMS, USED, find, recorded
from voicecoach.weights.manifest import Model, manifest

PATIENCE = 10.0
"""Seconds to wait for an answer of the hub."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the hub has: the commit, and its files with the sha256 of the large ones."""

    commit: str
    files: dict[str, str | None]


def add(name: str) -> Model:
    """Download a model of the manifest into VOICECOACH_HOME, unless it is there.

    Progress is shown on stderr where that is a terminal.

    Raises
    ------
    ModelError
        The name is unknown, the hub cannot be reached, the disk is full, or the files
        are not what the hub says they are.
    """
    model = next((m for m in manifest() if m.name == name and m.speech), None)
    if model is None or model.repository is None or model.folder is None:
        return find(name)  # there from the start, or an error that lists the names
    if not _whole(model):
        _keep(model, model.repository, model.folder)
    return find(name)


def _keep(model: Model, repository: str, target: Path) -> None:
    """Download beside the target, then rename: a model is whole or not there."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix=f".adding-{model.name}-", dir=target.parent
        ) as beside:
            _replace(_fetch(model.name, repository, Path(beside)), target)
    except OSError as error:
        raise ModelError(
            f"The model {model.name} cannot be kept in {target} ({error}).",
            "Free some space, or choose another folder with VOICECOACH_HOME.",
        ) from error


def _whole(model: Model) -> bool:
    kept = recorded(model)
    if not present(kept):
        return False
    try:
        check(kept)
    except ModelError:
        return False
    return True


def _fetch(name: str, repository: str, beside: Path) -> Path:
    import httpx2

    folder = beside / name
    try:
        offer = _ask(repository)
        _download(repository, offer, folder)
    except (httpx2.HTTPError, OSError, RuntimeError) as error:
        raise ModelError(
            f"The model {name} cannot be downloaded ({' '.join(str(error).split())}).",
            "Check the network and try again, or bring the folder of the model from "
            "another computer and give its path.",
        ) from error
    lines = []
    for file, promised in offer.files.items():
        sha256 = _hash(folder / file)
        if promised is not None and sha256 != promised:
            raise ModelError(
                f"The download of {file} for the model {name} is damaged: "
                "it has another sha256 than the hub says.",
                "Try again.",
            )
        lines.append(f"{sha256}  {file}\n")
    lines.insert(0, f"# {repository} at {offer.commit}\n")
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return folder


def _ask(repository: str) -> Offer:
    from huggingface_hub import HfApi

    found = HfApi().model_info(
        repository, files_metadata=True, timeout=PATIENCE, token=False
    )
    files = {
        file.rfilename: file.lfs.sha256 if file.lfs is not None else None
        for file in found.siblings or ()
        if file.rfilename in USED
    }
    missing = [file for file in NEEDED if file not in files]
    if missing or found.sha is None:
        raise OSError(f"the hub has no {', '.join(missing) or 'commit'} for it")
    return Offer(found.sha, files)


def _download(repository: str, offer: Offer, folder: Path) -> None:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.utils.tqdm import disable_progress_bars

    if not sys.stderr.isatty():
        disable_progress_bars()
    for file in offer.files:
        hf_hub_download(
            repository,
            file,
            revision=offer.commit,
            local_dir=folder,
            etag_timeout=PATIENCE,
            token=False,
        )


def _replace(folder: Path, target: Path) -> None:
    if target.exists():
        # Moved into the temporary folder, it goes when that goes.
        target.rename(folder.parent / "damaged")
    folder.rename(target)


def _hash(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
