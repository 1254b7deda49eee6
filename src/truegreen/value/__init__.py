"""What customers are worth, and what was done for them: lifetime value, saves, pilots, each with its evidence."""
