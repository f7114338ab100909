"""The doors, the settings and the workspace: the only place where everything meets."""
