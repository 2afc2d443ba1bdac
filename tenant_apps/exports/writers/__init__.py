"""The forms that a sheet can take."""
