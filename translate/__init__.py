"""An offline translation and multilingual publishing tool."""
