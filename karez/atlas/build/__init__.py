"""Builders of packs: of users' own data (``karez atlas build``), and of the packs that ship (``python -m`` this)."""
