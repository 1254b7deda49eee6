"""What a site must have for each kind of work: needs of contact type and segment together, and who meets them."""
