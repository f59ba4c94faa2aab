"""Keeps the append-only record of who did what in an evaluation; nothing of it touches ballots or answers.

An action calls ``actions.record`` inside its own transaction, so what was done and its record are kept
together or not at all. What can be recorded is declared beforehand (``kinds``). The database itself refuses
to change or delete an event (``append_only``).

**Append-only, and yet deletion that really deletes.** An event holds no personal data: accounts by their
public id only (their names are asked for when the record is read, so deleting an account empties them
everywhere), objects by their public id, and details that are numbers, truth values and codes declared by the
kind, never anybody's free text. So deleting a *person* leaves the record as it is. When a whole *evaluation*
reaches its retention date, its events go too: ``actions.purge`` takes the deletion trigger away, deletes
them, puts it back and records the purge itself with the number of events, all in one transaction. Nobody ever
sees the table without its trigger, and a purge cannot be hidden: its own event belongs to no evaluation and
stays.
"""
