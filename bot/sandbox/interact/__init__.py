"""Let people act: type, click, submit; and tell the app."""
