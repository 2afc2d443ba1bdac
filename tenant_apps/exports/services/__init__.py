"""Asking for exports, making them, and the rights of persons over their data."""
