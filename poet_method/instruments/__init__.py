"""A questionnaire as values: items, response scales, dimensions, routing, translations, checks."""
