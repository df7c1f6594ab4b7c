"""A small made-up route for comparing engines: cases, an agreement, a diagram and a slow answer of its own."""
