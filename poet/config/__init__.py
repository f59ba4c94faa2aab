"""Settings, root urls, the template environment, and ``STAGES``: the order in which the house is built."""
