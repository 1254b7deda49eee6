"""Who and what the work is for: customers by value and expectation, contact types by impact and complexity."""
