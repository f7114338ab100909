"""Which towns can still be reached: reported states laid on the network, and the questions asked of it."""

from karez.analyse.access.lay import LatLon, LinkState, Network, NetworkLink, lay

__all__ = ["LatLon", "LinkState", "Network", "NetworkLink", "lay"]
