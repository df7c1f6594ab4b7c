"""The national referral mechanism against human trafficking, as running software."""
