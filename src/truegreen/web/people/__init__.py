"""Who comes in: signing in, tokens, invitations and posts, and what somebody may see."""
