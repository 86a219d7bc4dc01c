"""The pages of intake and jobs."""
