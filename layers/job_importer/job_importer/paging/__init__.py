"""What a document says about its pages: where the next one is, and how many items there are in total. Pure."""
