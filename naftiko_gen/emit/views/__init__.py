"""Views: the IR as the templates want it, expressions built, texts for people put together.

Each view serves one template. A string in a view is hostile text still; the template's filter
makes a literal or a docstring of it.
"""
