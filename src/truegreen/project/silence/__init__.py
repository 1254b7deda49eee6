"""Who fell silent, wired, and an account opened."""
