"""What each Lambda function does with one event: import a feed, store a chunk, start due feeds, end stuck runs."""
