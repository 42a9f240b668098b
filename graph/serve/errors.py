"""Errors of the server: an HTTP status code for programs and a reason for people."""

from collections.abc import Mapping

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError


class RefusedError(UserError):
    """A request that is not answered.

    Args:
        status: the HTTP status code that says so.
        why: what is wrong and what would be right, for the one who asked.
        headers: further HTTP headers, such as Retry-After.
    """

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, dict(headers or {})


def unknown(name: str) -> RefusedError:
    """Return the refusal of a name of which nothing is known."""
    return RefusedError(404, _("Nothing is known here of “{name}”.").format(name=name[:200]))
