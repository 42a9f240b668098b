"""Briefs made on request: the page of two localities that the site does not hold, and any of them for Word."""

import asyncio
import re
import sys
from collections import OrderedDict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import web

from graph.serve.errors import RefusedError
from graph.serve.limits import Gate, Limits
from loaders.model.messages import gettext as _

_TYPES = {
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_PATH = re.compile(
    r"(?P<language>en|vi|ja)/pair/(?P<place>vn(?:/[a-z0-9-]+){1,3})/(?P<other>jp(?:/[a-z0-9-]+){1,3})"
    r"\.(?P<ending>html|docx)"
)
_KEPT = 100
"""How many briefs are kept for those who ask again."""


class Briefs:
    """Makes briefs, one at a time, each by a process of its own: what it reads is large, and goes away with it.

    Args:
        graph: the folder of the graph.
        limits: how long one may take, and how many may wait for it.
    """

    def __init__(self, graph: Path, limits: Limits) -> None:
        self._graph, self._seconds = graph, limits.seconds
        self._gate = Gate(replace(limits, at_once=1))
        self._made: OrderedDict[str, bytes] = OrderedDict()

    def forget(self) -> None:
        """Forget what was made of another generation of the graph."""
        self._made.clear()

    async def file(self, path: str) -> web.Response | None:
        """Return the brief at a path of the site: ``vi/pair/vn/da-nang/jp/osaka/sakai.docx``; None if it is none.

        Raises:
            RefusedError: there is no such locality, it takes too long, or too many wait.
        """
        asked = _PATH.fullmatch(path)
        if not asked:
            return None
        if path not in self._made:
            async with self._gate.turn():
                if path not in self._made:  # nor has it been made meanwhile
                    self._made[path] = await self._make(**asked.groupdict())
                    if len(self._made) > _KEPT:
                        self._made.popitem(last=False)
        headers = {"Cache-Control": "no-cache", "Content-Type": _TYPES[asked["ending"]]}
        if asked["ending"] == "html":  # its styles stand in it; it says itself which
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        if asked["ending"] == "docx":
            name = "-".join(("brief", *(asked[one].rpartition("/")[2] for one in ("place", "other"))))
            headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
        return web.Response(body=self._made[path], headers=headers)

    async def _make(self, language: str, place: str, other: str, ending: str) -> bytes:
        with TemporaryDirectory() as folder:
            target = Path(folder) / f"brief.{ending}"
            command = [sys.executable, "-m", "graph.cli", "brief", place, other, "--format", ending, "--lang", language,
                       "--output", str(target), "--store", str(self._graph)]  # fmt: skip
            quiet = asyncio.subprocess.DEVNULL
            making = await asyncio.create_subprocess_exec(*command, stdin=quiet, stdout=quiet, stderr=quiet)
            try:
                await asyncio.wait_for(making.wait(), self._seconds)
            except TimeoutError:
                raise RefusedError(503, _("The brief took too long; try again."), {"Retry-After": "5"}) from None
            finally:
                if making.returncode is None:
                    making.kill()
                    await making.wait()
            if making.returncode:
                raise RefusedError(404, _("There is no such page; the front page is at /."))
            return target.read_bytes()
