"""What is worth paying for? Figures held against what customers live through, and what may be said of them."""
