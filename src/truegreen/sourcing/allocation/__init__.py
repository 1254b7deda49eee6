"""Which share of which work goes to which site: a mixed-integer program, solved, checked again and explained.

A ``Problem`` holds what is known as arrays of plain numbers, and what is wished. Each file of ``families`` lays one
kind of row into the ``Draft`` of a program, and knows how to check that kind again in an answer without looking at the
program. ``solve`` goes from the relaxation to a plan and a bound; the distance between them is said in money.
"""
