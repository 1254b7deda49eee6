"""What a change did where nobody drew lots: groups that differ, groups treated one after another, one site alone."""
