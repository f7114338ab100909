"""Training of the reader: windows and labels from marked reports, the network, its export."""
