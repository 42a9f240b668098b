"""The files of the site, which is written anew when the graph is."""

import asyncio
import signal
import sys
from pathlib import Path

from aiohttp import web
from markupsafe import Markup

from graph.serve.engine import Engine
from graph.serve.errors import RefusedError
from graph.serve.forms import FORMS
from graph.serve.links import CATALOGUE, linked, of_file
from graph.serve.revalidation import edition
from graph.serve.service import services
from graph.site import made_for, made_from
from graph.store.folder import built_from
from loaders.model.messages import LANGUAGE
from loaders.model.messages import gettext as _

_TYPES = {
    ".ics": "text/calendar; charset=utf-8", ".atom": "application/atom+xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".md": "text/markdown; charset=utf-8", ".gexf": "application/xml",
    ".graphml": "application/xml", ".xml": "application/xml",
    **{ending: f"{one}; charset=utf-8" for ending, one in FORMS.items()},
}  # fmt: skip
"""The kinds of files of a site of which not every system knows what they are."""
_AGAIN = "5"
"""Seconds after which a browser asks again for a page of a site that is still being written."""
_PREPARED = Markup(
    '<!doctype html>\n<html lang="{0}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>{1}</title></head>'
    "<body><main><h1>{1}</h1><p>{2}</p></main></body></html>\n"
)


class Site:
    """The site on disk.

    Args:
        graph: the folder of the graph.
        folder: where the site stands.
        address: by which others reach it, with a slash behind it; empty if that is not told.
    """

    def __init__(self, graph: Path, folder: Path, address: str = "") -> None:
        self._graph, self.folder, self._address = graph, folder, address
        self._one_at_a_time = asyncio.Lock()

    def has(self, path: str) -> bool:
        """Return whether there is such a file."""
        return self._file(path) is not None

    def _file(self, path: str) -> Path | None:
        """Return the file at a path; None if there is none, or if it is not in the folder."""
        root = self.folder.resolve()
        try:
            found = (root / path).resolve()
            if found.is_dir():
                found /= "index.html"
            return found if found.is_relative_to(root) and found.is_file() else None
        except (OSError, ValueError):
            return None

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Answer with a file; while the site is first written, with a page that says so and asks again by itself.

        Raises:
            RefusedError: there is no such file, or not yet and the client wants no page.
        """
        path = request.match_info["path"]
        found = self._file(path)
        if found is None and not made_from(self.folder):
            return _not_yet(request)
        if found is None:
            raise RefusedError(404, _("There is no such page; the front page is at /."))
        if found.name == "index.html" and path and not path.endswith(("/", ".html")):
            # links in it go by its folder
            return web.Response(status=301, headers={"Location": f"/{path}/", "Content-Length": "0"})
        kind = {"Content-Type": _TYPES[found.suffix]} if found.suffix in _TYPES else {}
        varies = {} if path else {"Vary": "Accept"}  # who wants RDF there is led to the catalogue
        links = linked(of_file(path, request.raw_path.partition("?")[0].removeprefix("/")))
        return web.FileResponse(found, headers={"Cache-Control": "no-cache", **kind, **links, **varies})

    async def catalogue(self, engine: Engine, root: str, request: web.Request) -> web.StreamResponse:
        """Answer with the catalogue of the site, and with the services of the server that this does not know.

        Raises:
            RefusedError: there is none yet.
        """
        path = CATALOGUE.removeprefix("/")
        found = self._file(path)
        if found is None:
            raise RefusedError(503, _("The pages are being prepared."), {"Retry-After": _AGAIN})
        current = edition(engine, root, path, str(found.stat().st_mtime_ns))
        if current.is_known(request):
            return current.stamp(web.Response(status=304))
        text = await asyncio.to_thread(found.read_bytes) + services()
        headers = {"Content-Type": _TYPES[found.suffix], **linked(of_file(path, path))}
        return current.stamp(web.Response(body=text, headers=headers))

    def is_current(self) -> bool:
        """Return whether the site is of the facts that the graph was built from, and for the address."""
        fits = not self._address or made_for(self.folder) == self._address
        return fits and made_from(self.folder) == built_from(self._graph)

    async def renew(self) -> None:
        """Write the site anew if it is not current; beside, by another process."""
        async with self._one_at_a_time:
            if await asyncio.to_thread(self.is_current):
                return
            command = [sys.executable, "-m", "graph.cli", "site", "--store", self._graph, self.folder]
            command += ["--address", self._address] if self._address else []
            written = await asyncio.create_subprocess_exec(
                *map(str, command), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
            )
            try:
                await written.wait()
            finally:
                if written.returncode is None:
                    written.send_signal(signal.SIGINT)  # unlike SIGTERM it lets the process remove what it began


def _not_yet(request: web.Request) -> web.Response:
    """Return the page for whoever comes before the site is written."""
    why, again = (
        _("The pages are being prepared."),
        _("This takes a minute or two; this page then shows them by itself."),
    )
    if "text/html" not in request.headers.get("Accept", ""):
        raise RefusedError(503, why, {"Retry-After": _AGAIN})
    headers = {"Refresh": _AGAIN, "Retry-After": _AGAIN, "Cache-Control": "no-store", "Vary": "Accept, Accept-Language",
               "Content-Language": LANGUAGE.get()}  # fmt: skip
    text = _PREPARED.format(LANGUAGE.get(), why, again)
    return web.Response(status=503, text=text, content_type="text/html", charset="utf-8", headers=headers)
