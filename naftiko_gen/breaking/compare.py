"""Holds two versions of a capability against each other."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from naftiko_gen.breaking import rules
from naftiko_gen.breaking.outputs import compare_outputs
from naftiko_gen.breaking.rules import Change, Level
from naftiko_gen.breaking.surface import Adapter, Input, Offer, Surface
from naftiko_gen.ir import JsonType, SettingKind


def compare(old: Surface, new: Surface) -> list[Change]:
    """Return what breaks users of ``old``, in the order of the new text."""
    found = [*_adapters(old, new), *_settings(old, new)]
    return sorted(
        found, key=lambda each: (each.found.span.start, each.found.code, each.found.message)
    )


def _adapters(old: Surface, new: Surface) -> Iterator[Change]:
    for namespace, before in old.adapters.items():
        after = new.adapters.get(namespace)
        if after is None or after.kind != before.kind:
            message = f"the {before.kind} adapter `{namespace}` is gone"
            at = after.span if after else new.span
            yield rules.RemovedAdapter.change(Level.WIRE, message, at, before.span)
            continue
        if after.listens != before.listens:
            message = f"`{namespace}` listens on {after.listens}, before on {before.listens}"
            yield rules.ChangedAddress.change(Level.WIRE, message, after.span, before.span)
        yield from _offers(namespace, before, after)


def _offers(namespace: str, old: Adapter, new: Adapter) -> Iterator[Change]:
    for key, before in old.offers.items():
        after = new.offers.get(key)
        if after is not None:
            yield from _offer(before, after)
            continue
        level = Level.CLIENT if before.kind == "tool" else Level.WIRE
        rule = rules.RemovedTool if before.kind == "tool" else rules.RemovedRoute
        message = f"the {before.kind} `{before.name}` of `{namespace}` is gone"
        heir = _heir(before, old, new)
        at = heir.span if heir else new.span
        help = f"`{heir.name}` makes the same call: it may be the new name" if heir else ""
        yield rule.change(level, message, at, before.span, help)


def _heir(gone: Offer, old: Adapter, new: Adapter) -> Offer | None:
    """Return the new offer that calls what a lost one called, the nearest in name."""
    added = {
        key: offer
        for key, offer in new.offers.items()
        if key not in old.offers and offer.calls == gone.calls
    }
    names = get_close_matches(gone.name, added, 1, 0.0)
    return added[names[0]] if names else None


def _offer(old: Offer, new: Offer) -> Iterator[Change]:
    level = Level.CLIENT if new.kind == "tool" else Level.WIRE
    what = f"the {new.kind} `{new.name}`"
    if old.calls != new.calls:
        message = f"{what} calls {' '.join(new.calls)}, before {' '.join(old.calls)}"
        yield rules.ChangedUpstream.change(level, message, new.span, old.span)
    for name, before in old.inputs.items():
        after = new.inputs.get(name)
        if after is None:
            message = f"the input `{name}` of {what} is gone"
            yield rules.RemovedInput.change(level, message, new.span, before.span)
        else:
            yield from _input(f"the input `{name}` of {what}", level, before, after)
    for name, after in new.inputs.items():
        if name not in old.inputs and after.required:
            message = f"the new input `{name}` of {what} must be given"
            yield rules.RequiredInput.change(level, message, after.span, old.span)
    yield from compare_outputs(what, level, (old.output, old.span), (new.output, new.span))
    yield from _hints(what, old, new)
    if new.kind == "tool" and old.description != new.description:
        message = f"{what} is described in other words"
        yield rules.ChangedDescription.change(Level.MODEL, message, new.span, old.span)


def _input(what: str, level: Level, old: Input, new: Input) -> Iterator[Change]:
    if new.required and not old.required:
        message = f"{what} must be given"
        yield rules.RequiredInput.change(level, message, new.span, old.span)
    if not _takes(new.type, old.type):
        message = f"{what} takes {new.type.value}, before {old.type.value}"
        yield rules.NarrowedInput.change(level, message, new.span, old.span)
    if new.place is not old.place and new.place and old.place:
        message = f"{what} is read from {new.place.value}, before from {old.place.value}"
        yield rules.MovedInput.change(level, message, new.span, old.span)
    if new.place is None and old.description != new.description:
        message = f"{what} is described in other words"
        yield rules.ChangedDescription.change(Level.MODEL, message, new.span, old.span)


def _takes(new: JsonType, old: JsonType) -> bool:
    """Return whether one type takes all values of another (JSON Schema: integers are numbers)."""
    return new in (old, JsonType.ANY) or (new, old) == (JsonType.NUMBER, JsonType.INTEGER)


def _hints(what: str, old: Offer, new: Offer) -> Iterator[Change]:
    # Where a tool says nothing, clients expect the worst (MCP 2025-06-18, ToolAnnotations).
    promises = {
        "is no longer said to be read-only": (
            old.hints.read_only is True,
            new.hints.read_only is True,
        ),
        "is no longer said to be harmless": (
            old.hints.destructive is False or old.hints.read_only is True,
            new.hints.destructive is False or new.hints.read_only is True,
        ),
        "is no longer said to be idempotent": (
            old.hints.idempotent is True,
            new.hints.idempotent is True,
        ),
        "is no longer said to stay in a closed world": (
            old.hints.open_world is False,
            new.hints.open_world is False,
        ),
    }
    for text, (before, after) in promises.items():
        if before and not after:
            yield rules.WorseHint.change(Level.CLIENT, f"{what} {text}", new.span, old.span)


def _settings(old: Surface, new: Surface) -> Iterator[Change]:
    for variable, after in new.settings.items():
        before = old.settings.get(variable)
        if after.default is None and (before is None or before.default is not None):
            message = f"the environment variable `{variable}` must be set"
            yield rules.RequiredSetting.change(Level.WIRE, message, new.span, old.span)
        elif before and after.kind is SettingKind.URL and after.default != before.default:
            message = f"`{variable}` is {after.default} unless set, before {before.default}"
            yield rules.ChangedUpstream.change(Level.WIRE, message, new.span, old.span)
    for variable, before in old.settings.items():
        # Of an adapter that is gone, its own change says it.
        if variable not in new.settings and before.kind is not SettingKind.LISTEN:
            message = f"the environment variable `{variable}` is no longer read"
            yield rules.RemovedSetting.change(Level.WIRE, message, new.span, old.span)
