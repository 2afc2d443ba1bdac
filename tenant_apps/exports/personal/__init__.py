"""What the platform knows of one person, for that person to read (RGPD, article 15)."""
