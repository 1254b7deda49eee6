"""Where work should live: segments, suppliers, allocation, staffing and what it costs in all."""
