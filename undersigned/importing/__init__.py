"""Takes records into the archive."""
