"""The intermediate representation and the templates become the texts of a package."""

from naftiko_gen.emit.files import render
from naftiko_gen.emit.views.documents import curl

__all__ = ["curl", "render"]
