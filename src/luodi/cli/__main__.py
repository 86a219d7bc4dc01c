"""``python -m luodi.cli``."""

from luodi.cli import main

main()
