"""The JSON API's common ground: errors, permissions, pagination, rates, rendering, documentation."""
