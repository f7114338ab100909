"""A karez is a channel from many wells to one stream: reports in, a sourced brief out."""
