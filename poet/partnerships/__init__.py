"""The partnership, its organisations and dated profiles, its evaluations and their rounds."""
