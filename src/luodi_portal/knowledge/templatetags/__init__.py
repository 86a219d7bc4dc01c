"""What the pages of knowledge say."""
