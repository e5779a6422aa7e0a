"""XML documents: sniffed and read with raw expat, fields that hold elements with xmltodict."""
