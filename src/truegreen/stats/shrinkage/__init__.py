"""What is true of a cell, told from its own counts and from those of its like."""
