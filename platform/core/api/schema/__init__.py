"""The API described: OpenAPI 3.1 for machines, a page in French for people."""
