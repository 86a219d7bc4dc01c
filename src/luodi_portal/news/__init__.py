"""News as pages to read: lists by topic, place, industry and park with feeds, what is beside an article, how often it is read."""
