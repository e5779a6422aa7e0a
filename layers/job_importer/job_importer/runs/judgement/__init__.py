"""How a feed stands, judged by its own history: what is usual for it, and what chance does not explain. Pure."""
