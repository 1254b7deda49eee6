"""What a change did where nobody drew lots: one file per way to tell what would have been, and how far to trust it."""
