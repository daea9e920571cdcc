from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane: OWASP's choice for small servers."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
