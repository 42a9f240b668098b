"""The graph as a static site, in three languages, that any browser opens from a disk or a web server."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import RdfFormat

from graph.store.folder import built_from, folder_of, open_store
from loaders.files.atomic import folder_beside
from loaders.model.geography import Ring
from loaders.model.problems import UserError
from ontology import BASE, LANGUAGES

if TYPE_CHECKING:
    from graph.site.language_site import Page

MARK = "made-by-coop-site.txt"
"""A file that marks a folder as a site; it holds the fingerprint of the facts that the site was made from."""


class NotASiteError(UserError, OSError):
    """The folder holds something else, which is not to be lost."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds something else than a site; name a folder that is new or empty")


def build(
    graph: Path,
    folder: Path,
    day: str,
    languages: Iterable[str] = LANGUAGES,
    step: Callable[[str], None] = lambda _: None,
    outlines: Sequence[Ring] = (),
    address: str = "",
) -> Path:
    """Write the site, whole or not at all.

    Args:
        graph: the folder of the graph.
        folder: where it goes; a site that stands there is replaced.
        day: the day it is of (ISO 8601).
        languages: those it is written in.
        step: is called with the name of each module of pages that this process writes.
        outlines: a base map for its maps, in longitudes and latitudes.
        address: where it will stand on the web, with a slash behind it; if that is not told, the address that stays is
            named, which leads there.

    Returns:
        Its front page.

    Raises:
        NotASiteError: the folder holds something else.
    """
    folder = folder.absolute()
    if folder.exists() and not (folder / MARK).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotASiteError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder_beside(folder) as beside:
        (fresh := beside / "new").mkdir()
        _fill(graph, fresh, day, tuple(languages), step, outlines, address)
        if folder.exists():
            folder.rename(beside / "old")
        fresh.rename(folder)
    return folder / "index.html"


def made_from(folder: Path) -> str:
    """Return the fingerprint of the facts that a site was made from; empty if no site stands there."""
    return _marked(folder)[0]


def made_for(folder: Path) -> str:
    """Return the address that a site was made for; empty if it was told none, or if no site stands there."""
    return _marked(folder)[1]


def _marked(folder: Path) -> tuple[str, str]:
    mark = folder / MARK
    origin, _, address = (mark.read_text("utf-8") if mark.is_file() else "").partition("\n")
    return origin, address


def _fill(
    graph: Path, folder: Path, day: str, languages: tuple[str, ...], step: Callable[[str], None],
    outlines: Sequence[Ring], address: str,
) -> None:  # fmt: skip
    # here, so that whoever asks for one page or for the mark does not wait for what all pages need
    from graph.ask.status import facts_as_of
    from graph.site import finding
    from graph.site.snapshot import SiteSnapshot
    from graph.site.workers import PAGE_MAKERS, PageWorkers, in_memory, put, uncollected

    origin = built_from(graph)  # first: a build in between makes the site look older than it is, never newer
    opened = open_store(graph)
    facts, kept = opened.dump(format=RdfFormat.N_QUADS) or b"", folder_of(opened)
    where = address or BASE
    put(folder, _frame(languages, f"{origin}\n{address}" if address else origin, where))
    with uncollected(), PageWorkers(facts, kept, day, folder, where) as workers:
        workers.write("terms", languages)  # needs nothing computed: the other processes begin while this one reads
        snapshot = SiteSnapshot(in_memory(facts, kept), day, where)
        snapshot.take_over({"outlines": outlines})
        workers.share(snapshot, "briefings", "pairs", "outlines")
        workers.write("about", languages)
        workers.share(snapshot, "suggestions", "suggestions_by_field", "approaches")
        # the others take from the first on, this process from the last on: they meet at pages that are soon written
        long = [(module, language) for language in languages for module in ("places", "pairs")]
        for module, language in long[:2]:
            workers.write(module, [language])
        for module in [one for one in PAGE_MAKERS if one not in {"terms", "about", "places", "pairs"}]:
            workers.write(module, languages)
        for module, language in long[2:]:
            workers.write(module, [language])
        workers.finish(snapshot, step)
    paths = (quote(path.relative_to(folder).as_posix()) for path in folder.rglob("*.html"))
    put(folder, [finding.sitemap(where, paths, facts_as_of(snapshot.store))])


def _frame(languages: tuple[str, ...], mark: str, address: str) -> Iterator["Page"]:
    """Yield the files that do not depend on the facts, and the mark."""
    from graph.site import finding, html
    from graph.site.language_site import Page
    from graph.site.pages.downloads import FOLDER

    yield Page(MARK, mark)
    front = html.environment().get_template("front.html")
    yield Page("index.html", front.render(languages=languages, address=address, catalogue=f"{FOLDER}/dcat.ttl"))
    yield from finding.always(address)
    for name, text in html.assets().items():
        yield Page(f"assets/{name}", text)
