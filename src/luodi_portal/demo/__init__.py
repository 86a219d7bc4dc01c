"""The demo: the bundled documents read, kept and matched (README.md says what they are)."""
