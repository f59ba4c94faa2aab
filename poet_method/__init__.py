"""The POET method as a library: values in, values out.

No Django, no network, no clock, no global state. Rooms, in the order in which data flows through them:
``spreadsheets`` → ``instruments`` → ``notices`` → ``profile`` → ``staff_list`` → ``sampling`` →
``responses`` → ``disclosure`` → ``scales`` → ``agreement`` → ``partnership_health`` → ``simulation``.
A later room may import an earlier one, never the reverse.
"""
