"""The tags of intake."""
