"""What the room finds out when somebody makes a move: a file per kind of matter, with ``FINDS`` by the move's name."""
