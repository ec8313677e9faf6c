"""Crawler: FETCH and READ. Turns the web into Articles. Scrapy lives here and nowhere else."""
