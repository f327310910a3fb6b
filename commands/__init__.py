"""Take what people type, click and ask."""
