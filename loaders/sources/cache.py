"""A cache of fetched documents in a folder, with the day on which each was fetched."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from loaders.files.atomic import replaced
from loaders.model.messages import gettext as _
from loaders.sources.fetch import Result
from loaders.sources.patience import FetchError


@dataclass(frozen=True)
class _Kept:
    """A document in the cache: where it is from, the day it was fetched, what tells whether it is whole."""

    url: str
    day: str
    digest: str
    text: str


def kept(
    path: Path,
    url: str,
    day: str,
    max_age: int,
    fetched: Callable[[], str],
    understood: Callable[[str, str], Result],
) -> Result:
    """Return what is understood of a document: of the one kept while it is young enough, else of one fetched anew.

    Args:
        path: the file that keeps it.
        url: where it is from; one from elsewhere is not used.
        day: today.
        max_age: the days that it may be used for; 0 fetches it anew, 1 uses one of today.
        fetched: fetches it.
        understood: makes of a text and its day what is wanted; if it raises, the text is not kept.

    Raises:
        FetchError: it cannot be fetched, or cannot be kept.
    """
    old = _read(path, url)
    if old and 0 <= (date.fromisoformat(day) - date.fromisoformat(old.day)).days < max_age:
        return understood(old.text, old.day)
    try:
        text = fetched()
    except FetchError as error:
        told = _("{error}; what came on {day} is still kept").format(error=error, day=old.day) if old else str(error)
        raise FetchError(told) from None
    found = understood(text, day)
    _write(path, _Kept(url, day, _digest(text), text))
    return found


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _read(path: Path, url: str) -> _Kept | None:
    """Return what a file keeps, if it is from there and as it was written."""
    try:
        found = _Kept(**json.loads(path.read_text("utf-8")))
        date.fromisoformat(found.day)
        sound = found.url == url and found.digest == _digest(found.text)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    return found if sound else None


def _write(path: Path, document: _Kept) -> None:
    """Replace a file in one step: who reads it finds the old document or the new one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(json.dumps(asdict(document), ensure_ascii=False).encode())
    except OSError as error:
        told = _("{path} cannot be written: {error}; name a cache folder that can")
        raise FetchError(told.format(path=path, error=_(error.strerror or ""))) from None
