"""Documents and what they say: kept once, each fact with the run of text that it came from."""
