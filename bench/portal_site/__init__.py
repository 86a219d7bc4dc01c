"""The portal as it is, and beside it the plain list page that its pages are measured against."""
