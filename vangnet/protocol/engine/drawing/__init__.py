"""Drawings of agreements: our own deterministic layout and SVG, made to be read with the same in words beside it."""
