"""A person's word on what a reader read."""
