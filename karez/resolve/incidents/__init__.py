"""Which incident and toll claims of a view speak of one happening."""
