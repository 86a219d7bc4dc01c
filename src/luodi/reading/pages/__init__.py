"""The steps from a page's bytes to its article: encoding, blocks, content, byline."""
