"""Tell what releases were worth: promised against delivered."""
