"""Keep what each person privately expects of a promise sealed until its final verdict, and score it then."""
