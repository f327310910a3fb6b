"""Fill the sandbox with a company that has used Payoff for nine months."""
