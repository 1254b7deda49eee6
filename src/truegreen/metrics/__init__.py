"""One file per metric: what it counts in the fact tables, under each of its usual variants.

``define`` has the words a metric file is written in and ``catalogue`` finds the files; every other module is a metric.
"""
