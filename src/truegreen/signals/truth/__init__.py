"""Is green true? The contract's side and the customers' side of each piece of work, held beside each other."""
