"""XML documents: sniffed and read with raw expat."""
