"""The real renderers of Markdown: what a translation must look like to them."""
