"""Own clocks: cases' events to what ran, what stood still, and when it was due, by any calendar."""
