"""Training of the weights that the package ships; needs the development data and is no part of the package."""
