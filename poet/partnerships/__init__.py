"""The partnership and its partner organisations; later its profile, evaluations and rounds."""
