"""The views, a room a file."""
