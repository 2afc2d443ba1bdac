"""Endpoints of module 11."""
