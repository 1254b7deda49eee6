"""Text to Agreement, with places; dated values and amendments; back to an editor's schema."""
