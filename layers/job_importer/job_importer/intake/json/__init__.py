"""JSON documents: read as a stream, item by item."""
