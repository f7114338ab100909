"""Builders of packs: run by a person who keeps a pack, never by a user's command."""
