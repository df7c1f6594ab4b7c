"""The long steps behind ./run; those before the environment exists use the standard library only."""
