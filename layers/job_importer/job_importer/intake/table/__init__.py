"""Tables as text: CSV (RFC 4180), with semicolons as Excel writes it in Europe, or with tabs."""
