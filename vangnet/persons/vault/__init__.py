"""Envelopes, keys and the ring that holds them: plain Python, without Django and without any other package.

A text is sealed with a data key of one subject and one kind of data; the data key is wrapped with a root key of that kind;
the wrapped keys lie in a database of their own. Who destroys a data key has forgotten everything that was sealed with it.
"""
