"""What a document says of its pages: where the next one is, and how many items there are in all. Pure."""
