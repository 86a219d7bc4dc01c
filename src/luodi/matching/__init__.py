"""Matching both ways: the site fits the firm, and the firm meets the park's terms."""
