"""Frozen values that cross rooms: what a deed changed, what a screen shows, what a document is made of."""
