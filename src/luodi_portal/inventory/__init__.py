"""Parks and sites: kept as luodi knows them, with columns to search by."""
