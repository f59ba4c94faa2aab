"""A whole worked example, an invented borough, seeded through the public actions of each stage."""
