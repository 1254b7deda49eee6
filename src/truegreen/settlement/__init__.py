"""Agreement and what is given to statements: settled, explained, compared with what was issued, tried out anew."""
