"""Early warning, wired: what it is made from, who is at risk, and how it fared."""
