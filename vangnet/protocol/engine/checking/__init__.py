"""Checks on the agreements themselves: is everybody served, can everything be done, does nothing contradict?"""
