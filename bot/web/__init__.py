"""Take what comes in over HTTP."""
