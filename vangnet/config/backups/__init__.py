"""Backups: one of the database and one of the keyring, apart, each locked to keys that are not on this machine.

A backup of the keyring lives short: a key that was destroyed would live on in it. When a backup is put back, everything in
it is counted and compared, and what was destroyed in the meantime is destroyed again.
"""
