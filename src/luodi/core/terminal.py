"""What a command prints must never break it, whatever the terminal can show."""

import sys
from io import TextIOWrapper


def print_whatever_it_holds() -> None:
    """Let characters that the terminal's encoding lacks come out as ``?`` instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
