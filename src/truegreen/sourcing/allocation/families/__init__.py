"""Kinds of rows, a file each: how it is laid into the program, and how an answer is checked for it without the program.

A file has ``lay``, which takes the ``Draft`` and the ``Problem``, and ``broken``, which takes ``Problem`` and
``Answer`` and gives a sentence for each row of its kind that does not hold.
"""
