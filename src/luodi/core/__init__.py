"""Words that everyone shares: quantities, money, dates with their precision, places, fields, errors."""
