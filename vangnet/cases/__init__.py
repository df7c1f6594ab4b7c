"""The dossier: tracks, team, timeline, next steps and the worklist cache."""
