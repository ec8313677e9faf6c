"""The sample newsroom: outlets of a made-up city on loopback, for a first look and for the tests.

`content/` holds what they publish, `templates/` how their pages look, `truth.json` what a right count says of each article.
"""
