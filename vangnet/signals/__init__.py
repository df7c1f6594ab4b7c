"""What somebody saw: intake, indicators, triage and feedback."""
