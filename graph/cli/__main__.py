"""`python -m graph.cli` is `coop`."""

from graph.cli.main import main

main()
