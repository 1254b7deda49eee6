"""Make an example world with planted truth, and its books."""
