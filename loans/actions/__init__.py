"""The only writers: each act in one transaction, with its day and moment passed in."""
