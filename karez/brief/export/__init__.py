"""The brief in other forms, one module a format."""
