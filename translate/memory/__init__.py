"""What was translated before: drafts on record, segments, and what corrections taught."""
