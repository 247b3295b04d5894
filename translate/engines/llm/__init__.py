"""A language model on a server of the user's own; the engine is in `engine`."""
