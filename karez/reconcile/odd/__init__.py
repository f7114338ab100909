"""What cannot be, or is odd: each with its claims, one plain sentence and what to look at. Nothing is set right."""
