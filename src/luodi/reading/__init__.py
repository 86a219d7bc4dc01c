"""Text → facts, a listing, a requirement: pages, quantities, names, one rule file a property."""
