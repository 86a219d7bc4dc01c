"""luodi (落地): from what people write to a shortlist that fits both ways, every figure beside its source."""

__version__ = "0.1.0"
