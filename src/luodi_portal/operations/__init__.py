"""What the one who runs the server needs: start and stop, health, logs, backup and restore."""
