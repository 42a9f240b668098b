"""The files of YAML that are part of the program."""

from typing import Any


def packaged(package: str, name: str) -> Any:
    """Return what a file of YAML in a package holds, read by the parser in C where there is one.

    Args:
        package: as in ``loaders.model``.
        name: as in ``messages.yaml``.
    """
    from importlib.resources import files  # here, so that whoever needs no such file does not wait for it

    import yaml

    text = files(package).joinpath(name).read_text("utf-8")
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
