"""The intermediate representation and the templates become the texts of a package."""

from naftiko_gen.emit.files import render

__all__ = ["render"]
