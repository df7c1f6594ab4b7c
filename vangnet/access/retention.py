"""How long personal data is kept: every personal field names one of these."""

RETENTION: dict[str, str] = {
    "dossier": "As long as the dossier that it belongs to is kept.",
    "account": "As long as the account exists and lines in a log point to it.",
    "audit": "As long as the audit trail must be able to show who did and saw what.",
}
