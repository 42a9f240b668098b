"""What is told of facts that were put into the inbox, whoever put them there."""

from typing import TYPE_CHECKING

from graph.cli.graphs import counted, say
from loaders.model.messages import gettext as _
from loaders.model.messages import joined

if TYPE_CHECKING:
    from loaders.inbox.adding import Added
    from loaders.tables.catalogue import Catalogue


def report_added(added: "Added", catalogue: "Catalogue") -> None:
    """Tell what came into the inbox, and what did not since it is known or was proposed before."""
    from graph.ask.text import visible
    from loaders.inbox import shown
    from loaders.proposals.known import named

    said = [
        counted(len(added.waiting), _("{number} fact waits to be looked at"), _("{number} facts wait to be looked at"))
    ]
    if added.before:
        said.append(counted(added.before, _("{number} was proposed before"), _("{number} were proposed before")))
    if added.addressed:
        told = _("of {number} of them the address is known now")
        said.append(counted(added.addressed, told, told))
    if added.dated:
        told = _("of {number} of them the date is known now")
        said.append(counted(added.dated, told, told))
    if added.known:
        said.append(counted(len(added.known), _("{number} is known"), _("{number} are known")))
    say(joined(said))
    for one in added.known:
        records = joined(named(one.verdict.records))
        say(visible(f"  = {shown.headline(one, catalogue)}: {records}"))
        for why in shown.unsure(one):
            say(f"    ? {why}")
    if added.waiting:
        say(_("See them with: coop inbox list"))
