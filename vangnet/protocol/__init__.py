"""Process agreements as dated files, the append-only event log, and the engine that judges."""
