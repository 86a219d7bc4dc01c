"""The portal: keeps what luodi reads and shows it. Persistence and web, nothing else."""
