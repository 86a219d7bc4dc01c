"""Requirements and their shortlists."""
