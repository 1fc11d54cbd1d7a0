"""An Agent Skill (https://agentskills.io/specification) that teaches an agent a capability.

It says what there is and how to behave; the work is done by the tools of the running package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from naftiko_gen.emit.characters import visible, words
from naftiko_gen.emit.environment import environment
from naftiko_gen.emit.languages import language_of
from naftiko_gen.emit.offer import Effect, Offer, Operation, Tool, offer
from naftiko_gen.emit.views.documents import ReadmeView, readme_view
from naftiko_gen.ir import Package

_LONGEST_NAME = 64
_LONGEST_DESCRIPTION = 1024
#: Of the description, what may tell what the capability does; the rest tells when to use it.
_LONGEST_SUMMARY = 600


@dataclass(frozen=True, slots=True)
class SkillView:
    """The parts of a skill. ``ask_first`` and ``repeatable`` name tools and requests."""

    name: str
    description: str
    compatibility: str
    offer: Offer
    readme: ReadmeView
    ask_first: tuple[str, ...]
    repeatable: tuple[str, ...]
    secrets: tuple[str, ...]


def render_skill(package: Package) -> dict[str, bytes]:
    """Return the files of a package's skill, by their paths below the package's root.

    ``skills/<name>/`` is where tools that install skills from a repository look for them.
    """
    view = _view(package)
    folder = f"skills/{view.name}"
    front = _file("skill/SKILL.yaml.jinja", package, view)
    files = {f"{folder}/SKILL.md": front + _file("skill/SKILL.md.jinja", package, view)}
    if view.offer.tools:
        files[f"{folder}/references/tools.md"] = _file("skill/tools.md.jinja", package, view)
    if view.offer.operations:
        files[f"{folder}/references/routes.md"] = _file("skill/routes.md.jinja", package, view)
    return files


def skill_name(distribution: str) -> str:
    """Return a name as the format wants it: lower case, single hyphens inside, 64 at most."""
    name = re.sub("[^a-z0-9]+", "-", distribution.lower()).strip("-")
    return name[:_LONGEST_NAME].rstrip("-")


def _file(template: str, package: Package, view: SkillView) -> bytes:
    rendered = environment(language_of(template)).render(template, package=package, skill=view)
    return rendered.text.encode()


def _view(package: Package) -> SkillView:
    offered = offer(package)
    things: tuple[Tool | Operation, ...] = (*offered.tools, *offered.operations)
    return SkillView(
        name=skill_name(package.distribution),
        description=_description(package, offered.tools or offered.operations),
        compatibility=f"Needs the service {package.distribution} to be connected or reachable.",
        offer=offered,
        readme=readme_view(package),
        ask_first=tuple(_name(each) for each in things if each.effect is Effect.DESTROYS),
        repeatable=tuple(_name(each) for each in things if each.repeatable),
        secrets=tuple(each.variable for each in offered.settings if each.secret),
    )


def _name(thing: Tool | Operation) -> str:
    return thing.name if isinstance(thing, Tool) else f"{thing.verb} {thing.path}"


def _description(package: Package, things: Iterable[Tool | Operation]) -> str:
    """Say what the capability does and when to use it, within the limit of the format.

    Agents are shown all descriptions inside of XML: no angle bracket may look like a tag.
    """
    label, summary = _plain(package.label), _plain(package.description or package.summary)
    what = _cut(f"{label}: {summary}" if label else summary, _LONGEST_SUMMARY)
    if not what.endswith((".", "!", "?", "…")):
        what += "."
    when = f"Use when a task concerns {_cut(label or package.name, 100)}. What it does:"
    doings = dict.fromkeys(_plain(each.description or _name(each)).rstrip(".") for each in things)
    return _cut(f"{what} {when} {'; '.join(doings)}.", _LONGEST_DESCRIPTION)


def _plain(text: str) -> str:
    return visible(" ".join(words(text))).replace("<", "‹").replace(">", "›")


def _cut(text: str, longest: int) -> str:
    """Cut a text between two words, if it has to be cut."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rpartition(" ")[0] or head).rstrip(",;:. ") + "…"
