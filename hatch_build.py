"""Compiles the fast engine's kernel into the package where there is a C compiler; without one NumPy does its work."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src/luodi/matching/fast")


class KernelHook(BuildHookInterface):
    """Adds ``_kernel.so`` to the wheel, or to the source tree of an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tag the wheel with the platform if that went well."""
        del version
        if self.target_name == "wheel" and compile_kernel(Path(self.root)):
            build_data["artifacts"].append(str(FOLDER / "_kernel.so"))
            build_data["pure_python"] = False
            build_data["infer_tag"] = True


def compile_kernel(root: Path) -> bool:
    """Compile the kernel; tell whether that went well."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None or sys.platform == "win32":
        return False
    sources, target = sorted((root / FOLDER).glob("*.c")), root / FOLDER / "_kernel.so"
    temporary = target.with_suffix(".part")
    command = [
        compiler,
        "-O3",
        "-std=c11",
        "-shared",
        "-fPIC",
        "-o",
        str(temporary),
        *map(str, sources),
        "-lm",
    ]
    if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603 - our own source
        return False
    temporary.replace(target)
    return True


if __name__ == "__main__":
    sys.exit(not compile_kernel(Path(__file__).parent))
