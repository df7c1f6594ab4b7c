"""Request, acceptance or refusal, and hand-over between organisations."""
