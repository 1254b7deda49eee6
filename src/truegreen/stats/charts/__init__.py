"""Charts: is one peer unlike the others, and did something change? Each says how often it cries wolf."""
