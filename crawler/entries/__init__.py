"""Entries: the four places where an outlet lists its articles – feed, sitemap, listing, e-paper – one class each."""
