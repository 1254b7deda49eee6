"""Published figures of wages, prices, quality and hidden costs: each with its source, year and grade."""
