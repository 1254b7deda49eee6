"""What comes in: files are looked at in a process of their own before anything believes them."""
