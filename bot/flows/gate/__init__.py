"""Hold a release to the question before it gets a date: what outcome will it deliver?"""
