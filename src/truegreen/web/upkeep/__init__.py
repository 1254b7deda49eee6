"""What keeps the workspace standing: starting, serving, watching, backing up and putting back."""
