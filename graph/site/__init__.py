"""The graph as a static site, in three languages, that any browser opens from a disk or a web server."""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pyoxigraph import Store

from graph.site import about, downloads, gaps, html, listings, overview, places, questions, search, terms
from graph.site.edition import Edition, Page
from graph.site.survey import Survey
from graph.store import fingerprint
from ontology import LANGUAGES

MARK = "made-by-coop-site.txt"
"""A file that tells a site from any other folder, and by its fingerprint what it was made from."""


class NotASiteError(OSError):
    """The folder holds something else, which is not to be lost."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds something else than a site; name a folder that is new or empty")


def build(
    store: Store,
    folder: Path,
    day: str,
    languages: Iterable[str] = LANGUAGES,
    step: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write the site, whole or not at all.

    Args:
        store: the graph.
        folder: where it goes; a site that stands there is replaced.
        day: the day it is of (ISO 8601).
        languages: those it is written in.
        step: is told what is being made.

    Returns:
        Its front page.

    Raises:
        NotASiteError: the folder holds something else.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotASiteError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        _fill(store, fresh, day, tuple(languages), step)
        fresh.chmod(0o755)
        _put_in_place(fresh, folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return folder / "index.html"


def made_from(folder: Path) -> str:
    """Return the fingerprint of the facts that a site was made from; empty if no site stands there."""
    mark = folder / MARK
    return mark.read_text("utf-8") if mark.is_file() else ""


def _fill(store: Store, folder: Path, day: str, languages: tuple[str, ...], step: Callable[[str], None]) -> None:
    for page in _pages(Survey(store, day), languages, step):
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.text if isinstance(page.text, bytes) else page.text.encode())


def _pages(survey: Survey, languages: tuple[str, ...], step: Callable[[str], None]) -> Iterator[Page]:
    yield Page(MARK, fingerprint())
    yield Page("index.html", html.environment().get_template("front.html").render(languages=languages))
    for name, text in html.assets().items():
        yield Page(f"assets/{name}", text)
    yield from downloads.pages(survey)
    for language in languages:
        step(html.LANGUAGE_NAMES[language])
        edition = Edition(survey, language)
        for room in (overview, listings, places, gaps, questions, about, terms, search):
            yield from room.pages(edition)


def _put_in_place(fresh: Path, folder: Path) -> None:
    """Move the new site to where the old one stood."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.")) / "old"
    folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old.parent)
