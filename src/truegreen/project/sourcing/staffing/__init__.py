"""How many people queues take: what is asked of them, what records say of them, and both together."""
