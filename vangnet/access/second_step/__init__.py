"""The second step of signing in: a code from an app, or a key that one holds. Checked by allauth; here is what Vangnet adds."""
