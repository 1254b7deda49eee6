"""What people do: ``governance`` decides, the row is kept, and the journal says so, all at once or not at all."""
