"""What luodi reaches, measured: speed and quality beside what people would use instead (``make bench``)."""
