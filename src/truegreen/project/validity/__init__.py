"""KPI validity, wired: what is gathered, from accounts and from surveys, and how a link opens."""
