"""The access picture: the network of the atlas, what reports say of it, the question, and the forms of the answer."""
