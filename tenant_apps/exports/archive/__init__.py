"""Everything a mairie has, in one archive that can be read without this platform."""
