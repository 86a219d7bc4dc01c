"""What names resolve to: made as facts come in, joined and parted by people, everything reversible."""
