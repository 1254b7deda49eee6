"""What customers are worth and what was done for them, wired."""
