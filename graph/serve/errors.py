"""Saying no: with the status code that a program reads and the reason that a person does."""

from collections.abc import Mapping

from loaders.model.problems import UserError


class RefusedError(UserError):
    """A request that is not answered.

    Args:
        status: the HTTP status code that says so.
        why: what is wrong and what would be right, for the one who asked.
        headers: more to tell a client, such as when to come back.
    """

    def __init__(self, status: int, why: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(why)
        self.status, self.why, self.headers = status, why, dict(headers or {})
