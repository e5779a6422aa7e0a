"""The state of a feed, judged by its own history: what is usual, and what chance does not explain. Pure."""
