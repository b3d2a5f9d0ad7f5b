"""The newsroom: articles, catalogue, editions, feeds and checks, without MkDocs."""
