"""Fields, and the sentences that say why a value is refused."""
