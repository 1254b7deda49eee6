"""How many people it takes to answer: calls by interval, agents for each, and what it costs to split a queue."""
