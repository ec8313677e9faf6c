"""Spiders: WHERE. One outlet a file, attributes only; file, class and name agree."""
