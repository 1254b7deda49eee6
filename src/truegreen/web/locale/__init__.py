"""Languages that the workspace speaks besides English, and what brings their catalogues up to what is said."""
