"""``luodi-portal``: Django's management commands, and ours: ``demo`` and ``serve``."""

import os
import sys

from luodi_portal.secret import DataFolderError


def main() -> None:
    """Run the command of ``sys.argv``; a data folder that can't be used ends it with a message."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")
    from django.core.management import execute_from_command_line  # settings are read at import

    try:
        execute_from_command_line(sys.argv)
    except DataFolderError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
