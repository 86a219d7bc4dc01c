"""``luodi-portal``: Django's management commands, and ours: ``demo`` and ``serve``."""

import os
import sys


def main() -> None:
    """Run the command of ``sys.argv``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")
    from django.core.management import execute_from_command_line  # settings are read at import

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
