"""The graph for programs that work for people (agents): tools and resources of the Model Context Protocol (MCP).

Each answer is small and structured, names the day asked for and the day of the facts, and cites the sources of what it
says by number. The library that speaks the protocol is the extra ``mcp``.
"""

from loaders.model.messages import gettext as _
from loaders.model.problems import UserError

INSTALL = "pip install 'vnjp-ties[mcp]'"


class NoMcpError(UserError, ImportError):
    """The library that speaks the protocol is not installed."""

    def __init__(self) -> None:
        none = _("this needs the package mcp, which is not installed; install it with: {command}")
        super().__init__(none.format(command=INSTALL))


def require_mcp() -> None:
    """Check that the library that speaks the protocol is there, before anything is opened.

    Raises:
        NoMcpError: it is not installed.
    """
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ImportError as error:
        raise NoMcpError from error
