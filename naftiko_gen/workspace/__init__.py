"""Generated texts become files: whole at any time, inside their folder, and never over an edit."""

from naftiko_gen.workspace.drift import Drift, check, diff
from naftiko_gen.workspace.errors import WorkspaceError
from naftiko_gen.workspace.manifest import MANIFEST
from naftiko_gen.workspace.state import DriftKind
from naftiko_gen.workspace.writing import Outcome, write

__all__ = ["MANIFEST", "Drift", "DriftKind", "Outcome", "WorkspaceError", "check", "diff", "write"]
