"""Who is asked: the staff of a round by organisation, lists and what they change, sampling, opting out.

Fieldwork knows who, never what. The two clusters that anonymity needs apart are the ballots and *everything
else*, so the frame is in the default database, where a list, its job and its audit event are one transaction;
``ballots`` gets an alias (a SQLite file, a PostgreSQL cluster) of its own. Staff rows hold no time at all.
"""
