"""A folder a report: what goes in, the template, the renderer."""
