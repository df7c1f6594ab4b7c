"""The tables of the signals, by what they are about."""
