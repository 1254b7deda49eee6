"""The joint workspace in a browser: pages and forms over runs, rules and the journal. It holds no rule of its own."""
