"""The columnar table of sites: memory-mapped files in a folder, one array a field, built once and refreshed in parts."""
