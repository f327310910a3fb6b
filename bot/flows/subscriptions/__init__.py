"""Say again and again what releases were worth, to whoever asked for it."""
