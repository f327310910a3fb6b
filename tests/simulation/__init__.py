"""Live a year of a large workspace in virtual time, with everything going wrong that can, and count what was said."""
