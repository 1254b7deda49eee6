"""How unequally something is shared: curves of Lorenz, Gini's measure, groups of like size, and their doubt."""
