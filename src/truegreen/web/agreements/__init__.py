"""The agreements of the folder: read, checked, changed, tried on the past and settled."""
