"""Pages of partnerships: describing one, running its rounds, keeping and ending its evaluation."""
