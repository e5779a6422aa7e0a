"""What each function does with one event: import a feed, store a chunk, start what is due, end what is stuck."""
