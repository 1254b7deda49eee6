"""Kinds of jobs, one file each; the file's name is the kind.

A file has ``do``, which takes a ``Doing`` and gives what came of it; ``EVERY``, the seconds after which it is
done again, 0 for what is asked for; and ``IS_APART``, whether a process of its own does it. ``IS_LONG`` is written
where nobody who asks for anything else should wait until it is done.
"""
