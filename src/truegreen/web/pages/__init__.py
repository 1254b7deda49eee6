"""One file per page: its doors, and what each shows or does."""
