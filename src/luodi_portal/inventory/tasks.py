"""The kinds of jobs of the inventory."""

from luodi_portal.intake.jobs import kind
from luodi_portal.inventory import large

for name, work in {
    "import-look": large.look,
    "import-apply": large.apply_large,
    "import-undo": large.undo_large,
}.items():
    kind(name, large.LABELS[name])(work)
