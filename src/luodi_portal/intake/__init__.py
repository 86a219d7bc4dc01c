"""What comes in from outside, and the jobs that take it in."""
