"""The first stage: a file is judged, and its package written where nothing stands against it."""

from __future__ import annotations

import hashlib
import shutil
import traceback
from collections import Counter
from pathlib import Path

from benchmarks.catalogue.result import Result, Wiring, Work
from naftiko_gen import pipeline
from naftiko_gen.diagnostics import Severity
from naftiko_gen.emit import render
from naftiko_gen.ir import Package, SettingKind
from naftiko_gen.lowering import package_name


def read(path: Path, work: Work, generator: str, *, again: bool = False) -> Result:
    """Return the result of ``path`` after this stage.

    ``generator`` stands for the generator's own sources: as long as they and the file stay as
    they are, the remembered result is good, unless it is to be made ``again``. A crash is a
    result, too.
    """
    data = path.read_bytes()
    key = f"{generator} {hashlib.sha256(data).hexdigest()[:16]}"
    known = work.load(path.stem)
    if (
        known
        and not again
        and known.key == key
        and (known.tree is None or work.project(known).is_dir())
    ):
        return known
    result = Result(path.name, package_name(path.stem), key)
    if known:
        result.stages, result.faults, result.calls = known.stages, known.faults, known.calls
    try:
        analysis = pipeline.analyse(path.name, data, result.package)
        files = render(analysis.package) if analysis.package else {}
    except Exception:  # whatever it is, it is what this run looks for
        result.crash = traceback.format_exc()
        files, analysis = {}, None
    if analysis:
        found = analysis.diagnostics
        result.codes = dict(sorted(Counter(each.code for each in found).items()))
        result.errors = sorted({each.code for each in found if each.severity is Severity.ERROR})
        if analysis.package:
            result.tree = tree_digest(files)
            result.wiring = _wiring(analysis.package)
    if result.tree is None:
        result.stages, result.faults = {}, {}
    _write(files, work.project(result))
    work.save(result)
    return result


def tree_digest(files: dict[str, bytes]) -> str:
    """Return one digest of a rendered tree: its paths and bytes."""
    found = hashlib.sha256()
    for path, content in sorted(files.items()):
        found.update(f"{path}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _wiring(package: Package) -> Wiring:
    wiring = Wiring()
    for client in package.clients:
        wiring.upstreams[package.setting(client.base_url).variable] = client.namespace
    for adapter in package.rest:
        variable = package.setting(adapter.listen).variable
        if adapter.routes:
            wiring.rest[variable] = adapter.openapi_file
        else:
            wiring.documents[variable] = [document.path for document in adapter.documents]
    for tools in package.mcp:
        if tools.listen:
            names = [tool.name for tool in tools.tools]
            wiring.mcp[package.setting(tools.listen).variable] = names
    wiring.texts = [
        setting.variable
        for setting in package.settings
        if setting.default is None
        and setting.kind is SettingKind.TEXT
        and setting.variable not in wiring.upstreams
    ]
    return wiring


def _write(files: dict[str, bytes], folder: Path) -> None:
    # The run is about what is rendered; how it reaches the disk is the workspace's own matter.
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
