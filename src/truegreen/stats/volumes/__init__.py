"""How much work will come: plain methods by season, and intervals that hold what they promise."""
