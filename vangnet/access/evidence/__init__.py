"""Sealing the logs of this database and checking the seals; the calculation itself is in `sealing`."""
