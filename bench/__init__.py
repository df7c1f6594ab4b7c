"""Measurements of the engine and the system, with the figures kept in docs/benchmarks.md."""
