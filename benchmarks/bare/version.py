"""The bare script beside `naftiko-gen --version`: an interpreter that imports click."""

import click

assert click
