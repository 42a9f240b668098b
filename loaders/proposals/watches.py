"""The addresses that are watched: what is known of each, kept beside the graph and replaced whole."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from loaders.files.atomic import replaced
from loaders.model.messages import gettext as _
from loaders.model.messages import gettext_noop
from loaders.model.problems import UserError

FORMS = {
    "feed": gettext_noop("a feed"), "links": gettext_noop("a page, by its links"),
    "page": gettext_noop("a page, by its text"),
}  # fmt: skip
"""As what an address is watched."""
TROUBLES = {
    "gone": gettext_noop("is not there any more"),
    "moved": gettext_noop("has moved"),
    "disallowed": gettext_noop("does not want programs to read it"),
    "private": gettext_noop("is on this machine or in a network that is not public"),
    "unreachable": gettext_noop("does not answer"),
    "unreadable": gettext_noop("cannot be read any more"),
    "empty": gettext_noop("yields nothing any more"),
    "few": gettext_noop("yields much less than before"),
    "changed": gettext_noop("is another kind of document than before"),
}
"""What may be wrong with an address."""
_FILE = "watches.json"
_REMEMBERED = 5_000
"""Entries of an address that are remembered; older ones are long gone from it."""


class WatchError(UserError, ValueError):
    """What is asked for of the watched addresses cannot be done."""


@dataclass(frozen=True)
class Watch:
    """An address that is watched. Days are in ISO 8601; empty if there is none yet.

    Attributes:
        address: the address.
        form: as what it is watched; see `FORMS`.
        private: whether it may be on this machine, or in a network that is not public.
        added: the day since which it is watched.
        looked: the last day on which it was looked at, and answered.
        found: the last day on which something was new.
        entries: how many entries, links or lines it last had.
        etag: what its server called the document that was read last.
        modified: when that was last changed, as its server says.
        seen: what tells the entries, links or lines that are known.
        trouble: what is wrong with it; see `TROUBLES`.
        troubled: since when.
    """

    address: str
    form: str
    private: bool
    added: str
    looked: str = ""
    found: str = ""
    entries: int = 0
    etag: str = ""
    modified: str = ""
    seen: tuple[str, ...] = ()
    trouble: str = ""
    troubled: str = ""

    @property
    def said_form(self) -> str:
        """As what it is watched, in words."""
        return _(FORMS[self.form])

    @property
    def said_trouble(self) -> str:
        """What is wrong with it, in words; empty if nothing is."""
        return _(TROUBLES[self.trouble]) if self.trouble else ""

    def knowing(self, further: list[str]) -> "Watch":
        """Return it with further entries that are known, the newest last."""
        known = dict.fromkeys([*self.seen, *further])
        return replace(self, seen=tuple(known)[-_REMEMBERED:])

    def with_trouble(self, trouble: str, day: str) -> "Watch":
        """Return it with what is wrong with it since a day; or since earlier, if that is no news."""
        return self if trouble == self.trouble else replace(self, trouble=trouble, troubled=day if trouble else "")


def watches(folder: Path) -> list[Watch]:
    """Return the watched addresses of a graph, in the order in which they were added.

    Raises:
        WatchError: the file that keeps them was damaged.
    """
    path = folder / _FILE
    if not path.exists():
        return []
    try:
        kept: Any = json.loads(path.read_text("utf-8"))
        return [_watch(one) for one in kept["watches"]]
    except (ValueError, LookupError, TypeError):
        told = _("{path} is damaged; delete it, and add the addresses again")
        raise WatchError(told.format(path=path)) from None


def _watch(about: dict[str, Any]) -> Watch:
    known = {field.name: about[field.name] for field in fields(Watch) if field.name in about}
    found = Watch(**known | {"seen": tuple(about.get("seen", ()))})
    if found.form not in FORMS or found.trouble not in {"", *TROUBLES}:
        raise ValueError(found.form)
    return found


def write(folder: Path, kept: list[Watch]) -> None:
    """Replace the watched addresses of a graph; who is killed meanwhile leaves them as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / _FILE, durable=True) as file:
        file.write(json.dumps({"watches": [asdict(one) for one in kept]}, ensure_ascii=False, indent=1).encode())


def put(folder: Path, watch: Watch) -> None:
    """Keep what is known of one watched address, in the place of what was known of it, and leave the others alone."""
    kept = watches(folder)
    places = {one.address: at for at, one in enumerate(kept)}
    if watch.address in places:
        kept[places[watch.address]] = watch
        write(folder, kept)


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Keep others from changing the watched addresses of a graph meanwhile.

    Raises:
        WatchError: somebody else does.
    """
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f"{_FILE}.lock", timeout=0):
            yield
    except Timeout:
        raise WatchError(_("the watched addresses are being looked at by another coop; try again later")) from None
