"""Inline codes: text with codes ⇄ plain text with spans, and spans through an alignment."""
