"""Questions asked of many incidents: access, offensives, tempo, thresholds."""
