"""What the claims of one happening, road or place say against each other. No side is preferred, nothing is averaged.

Sides come first: all who say one thing are one side, and one claimant printed by many outlets is one claimant. Only
sides are compared, by their extremes, so that a happening with ten thousand claims costs little more than one with ten.
"""
