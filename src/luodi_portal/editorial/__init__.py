"""Articles of our own: written, looked at, approved by another, published on their day, read into facts like any document."""
