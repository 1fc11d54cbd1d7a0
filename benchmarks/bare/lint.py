"""The bare script beside `naftiko-gen lint`: imports the libraries, parses and validates.

`python lint.py SCHEMA.json SPEC.yaml`; it says nothing of what it finds.
"""

import json
import sys
from pathlib import Path

import click
import yaml
from jsonschema import Draft202012Validator

assert click
schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
document = yaml.load(Path(sys.argv[2]).read_bytes(), Loader=yaml.CSafeLoader)
list(Draft202012Validator(schema).iter_errors(document))  # pyright: ignore[reportUnknownMemberType]
