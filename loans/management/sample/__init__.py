"""The sample: invented households at real places, lent to through the real actions.

Nothing here is a fact about anybody. Numbers of people, groups and contracts carry
nines or a prefix that the bank does not give out, so that a row is known as sample
wherever it turns up. Same day and seed, same data.
"""
