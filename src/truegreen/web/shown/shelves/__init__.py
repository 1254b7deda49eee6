"""One file per kind of page that a run shows: ``fill`` makes its pages and records ready."""
