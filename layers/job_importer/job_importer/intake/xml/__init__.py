"""XML documents: sniffed and surveyed with raw expat, read with xmltodict."""
