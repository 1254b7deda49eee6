"""Where SQL runs: compile an Ibis expression, run the SQL on our own connection."""
