"""Where spaces, offers and terms are kept: for officers, and for operators in their own park."""
