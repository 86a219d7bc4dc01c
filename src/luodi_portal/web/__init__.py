"""Pages: views, forms, templates and styles."""
