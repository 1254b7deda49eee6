"""One file per outside system: what its exports hold, and how they become facts.

``define`` has the words a system's file is written in and ``catalogue`` finds the files; ``recognise``, ``gather`` and
``stage`` read exports by them. Every other module is a system.
"""
