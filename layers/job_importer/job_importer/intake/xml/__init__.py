"""XML documents: sniffed and surveyed with raw expat, read again item by item."""
