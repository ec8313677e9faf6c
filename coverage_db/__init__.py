"""Coverage database: MATCH, STORE, COUNT, SHOW. Turns Articles into counts. No Scrapy, fetches nothing."""
