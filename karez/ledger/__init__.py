"""Everything that knows a database: claims and judgements, appended and never overwritten."""
