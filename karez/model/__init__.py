"""The nouns: frozen values and closed vocabularies that the rooms hand each other."""
