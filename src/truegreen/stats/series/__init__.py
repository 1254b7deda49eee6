"""Short monthly series: what two of them have in common, when each month resembles the one before."""
