"""Remember: tables, queries and migrations."""
