"""What a change did, wired: pieces of work or accounts."""
