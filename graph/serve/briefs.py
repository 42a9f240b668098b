"""What is made on request: the brief on two localities that the site does not hold, any brief for Word, letters."""

import asyncio
import re
import sys
from collections import OrderedDict
from collections.abc import Mapping
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
_VIETNAM, _JAPAN = (rf"{country}(?:/[a-z0-9-]+){{1,3}}" for country in ("vn", "jp"))
_PATHS = (
    re.compile(rf"(?P<language>en|vi|ja)/pair/(?P<place>{_VIETNAM})/(?P<other>{_JAPAN})\.(?P<ending>html|docx)"),
    re.compile(rf"(?P<kind>letter)/(?P<place>{_VIETNAM})/(?P<other>{_JAPAN})\.(?P<ending>docx)"),
    re.compile(rf"(?P<kind>letter)/(?P<place>{_JAPAN})/(?P<other>{_VIETNAM})\.(?P<ending>docx)"),
)
"""A letter has no language in its address: it is in that of the receiver, with the sender's beside it."""
_KEPT = 100
"""How many of them are kept for those who ask again."""


class Briefs:
    """Makes briefs and letters, one at a time, each by a process of its own: what that reads goes away with it.

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
        """Return what is made for a path of the site; None if nothing is.

        Args:
            path: of a brief, ``vi/pair/vn/da-nang/jp/osaka/sakai.docx`` or ``….html``; of the letter from the first to
                the second, ``letter/vn/da-nang/jp/osaka/sakai.docx``.

        Raises:
            RefusedError: there is no such locality, it takes too long, or too many wait.
        """
        asked = next(
            ({"kind": "brief"} | found.groupdict() for form in _PATHS if (found := form.fullmatch(path))), None
        )
        if not asked:
            return None
        if path not in self._made:
            async with self._gate.turn():
                if path not in self._made:  # nor has it been made meanwhile
                    self._made[path] = await self._make(asked)
                    if len(self._made) > _KEPT:
                        self._made.popitem(last=False)
        headers = {"Cache-Control": "no-cache", "Content-Type": _TYPES[asked["ending"]]}
        if asked["ending"] == "html":  # its styles stand in it; it says itself which
            headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        if asked["ending"] == "docx":
            name = "-".join((asked["kind"], *(asked[one].rpartition("/")[2] for one in ("place", "other"))))
            headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
        return web.Response(body=self._made[path], headers=headers)

    async def _make(self, asked: Mapping[str, str]) -> bytes:
        own = ("--lang", asked["language"], "--format", asked["ending"]) if asked["kind"] == "brief" else ()
        with TemporaryDirectory() as folder:
            target = Path(folder) / f"made.{asked['ending']}"
            command = [sys.executable, "-m", "graph.cli", asked["kind"], asked["place"], asked["other"], *own,
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
