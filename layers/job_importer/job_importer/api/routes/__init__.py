"""The routes, by subject. Each reads the request's parameters, makes one call, and returns the result."""
