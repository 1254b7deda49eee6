"""What commercial signals were worth: how often a decision followed, how early, and what the numbers said already."""
