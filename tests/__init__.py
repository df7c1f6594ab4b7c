"""Tests, outside the product so that its contracts cover all of it."""
