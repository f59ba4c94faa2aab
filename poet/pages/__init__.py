"""The start page, privacy notice, cookies, accessibility statement, and the health check."""
