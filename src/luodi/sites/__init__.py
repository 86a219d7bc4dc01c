"""Sites and parks: what is on offer, on whose terms, and the tables that they come in."""
