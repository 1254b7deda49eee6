"""One file per kind of matter between the parties: its stages, whose turn each is, and the moves between them."""
