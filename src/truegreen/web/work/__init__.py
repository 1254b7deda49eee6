"""What goes on by itself: a queue of jobs and the worker that does them."""
