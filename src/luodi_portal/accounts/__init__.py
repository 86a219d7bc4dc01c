"""Who uses the portal: accounts, roles, logging in."""
