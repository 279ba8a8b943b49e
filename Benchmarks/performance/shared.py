"""The photographs and the tools, which are no part of the project."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Shared:
    """Where they are."""

    raw: Path
    make_tree: Path
    reference: Path

    @classmethod
    def find(cls, project: Path) -> "Shared":
        """Ends the program with a message where something is missing."""
        root = Path(os.environ.get("ALIGN_SHARED", project.parent / "shared"))
        shared = cls(
            raw=root / "raw",
            make_tree=root / "tools" / "make_large_tree.py",
            reference=root / "tools" / "openface_reference.py",
        )
        needed = (shared.webface, shared.facescrub, shared.make_tree, shared.reference)
        missing = [str(path.relative_to(root)) for path in needed if not path.exists()]
        if missing:
            sys.exit(
                f"The benchmark needs photographs and two tools that are no part of the project: a"
                f" folder with\n  raw/webface, raw/facescrub, tools/make_large_tree.py and"
                f" tools/openface_reference.py.\n{root} lacks {', '.join(missing)}.\n"
                "Put the folder beside the project as `shared`, or name it in ALIGN_SHARED."
            )
        return shared

    @property
    def webface(self) -> Path:
        """Photographs of 250x250 pixels."""
        return self.raw / "webface"

    @property
    def facescrub(self) -> Path:
        """Photographs as they are found, of up to some megapixels."""
        return self.raw / "facescrub"
