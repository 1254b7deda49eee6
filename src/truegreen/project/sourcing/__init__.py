"""Where work should live, wired: what records and a plan tell, as what ``sourcing`` reckons with."""
