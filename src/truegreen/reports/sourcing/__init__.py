"""Where work should live, in words and pictures: what moves, what that costs and brings, and how sure that is."""
