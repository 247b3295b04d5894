"""Apertium: rule-based translation; the engine is in `engine`."""
