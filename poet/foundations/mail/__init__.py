"""Sends mail from an outbox, each message once; a secret is drawn while its message is sent and not kept.

``actions.queue`` puts messages into the outbox in the transaction of the action that wants them sent. The
worker sends them (``sending``): it claims a message, offers the recipient to the mail server, has the letter
written by the function that a stage registered (``letters``), notes that the text is about to go out, and
only then sends the text.

**Nobody gets two.** A message whose worker died before that note was certainly not delivered, and is sent
again by itself. One whose worker died, or lost the connection, between the note and the server's reply may
have been delivered: it becomes *uncertain*, is never sent again by itself, and is shown to the lead, who may.
The note is written under the worker's lease, so a worker that was paused until another took over notices
before it sends anything.

**What is kept.** An address and the letter's parameters until the message is sent; afterwards a keyed hash
(so that nothing is sent twice) and the state, without any time. ``actions.forget`` deletes even those.
"""
