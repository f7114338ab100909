"""From OpenStreetMap extracts to places and a network: tags, lines, chains, carriageways, routes."""
