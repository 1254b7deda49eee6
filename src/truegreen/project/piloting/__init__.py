"""Pilots, wired: read, sized, run and concluded."""
