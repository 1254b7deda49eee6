"""How long customers stay, how often they come back, and what they spend: lifetimes under contract and without."""
