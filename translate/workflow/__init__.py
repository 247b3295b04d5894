"""The work of a project: extract, draft, build, status. The only place where stages meet."""
