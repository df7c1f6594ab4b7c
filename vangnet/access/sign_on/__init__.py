"""Coming in through the sign-on of the own organisation (OpenID Connect), with the protocol in the hands of allauth."""
