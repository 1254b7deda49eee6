"""What a move does outside its matter once the rules allow it, before it is kept: a file per kind of matter.

A file has ``EFFECTS`` by the move's name. Each takes what would be kept, and the agreement, and says what stands in the
way, by the name of what was asked; then nothing is kept. One that is done twice has one effect.
"""
