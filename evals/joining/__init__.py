"""How well reports are joined: clusters and joined tolls beside baselines."""
