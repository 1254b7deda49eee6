"""What a run shows: made ready once and kept on a shelf, so that pages compute nothing."""
