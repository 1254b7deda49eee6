"""Silence: whether somebody who came by a rhythm of their own has stopped coming."""
