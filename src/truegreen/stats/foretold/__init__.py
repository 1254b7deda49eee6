"""What was foretold beside what came: whether leavers were ranked first, and whether chances were right."""
