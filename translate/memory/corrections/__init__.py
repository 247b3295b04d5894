"""What corrections teach: from what people changed in drafts to what becomes of other drafts."""
