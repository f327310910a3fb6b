"""Hold a team to its own words: the rule that it wrote while promising, on the day that it named."""
