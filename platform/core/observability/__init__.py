"""What happened, for operators: structured logs that carry request, mairie and user, and no personal data."""
