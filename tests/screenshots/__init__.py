"""Photograph every surface, in light and dark: `make screenshots`."""
