"""The command line, `coop`: a module for each group of commands."""

from graph.cli.main import main

__all__ = ["main"]
