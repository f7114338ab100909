"""The bars of the reader in one table: ``python -m evals.reading``. One module for each measure."""
