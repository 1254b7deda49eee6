"""One file per kind of file: its rows to fact rows, with a mapping."""
