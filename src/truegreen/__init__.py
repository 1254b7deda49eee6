"""Is our green true? The agreement as code, every number recomputed from the records."""

__version__ = "0.1.0"
