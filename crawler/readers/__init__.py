"""Readers: ask for the four kinds of entry and note in the ledger what they list. Scrapy on one side, the ledger on the other."""
