"""What a kind of matter shows besides what every matter shows: a file per kind.

A file may have ``shown``, which takes what was asked and the matter and gives an ``Extra``, and ``opening``,
which takes what was asked and what was said so far, for the form that opens one.
"""
