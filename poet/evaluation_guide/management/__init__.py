"""Commands of the evaluation guide."""
