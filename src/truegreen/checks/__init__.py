"""One file per contract smell: Agreement to Findings."""
