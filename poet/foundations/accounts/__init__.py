"""Who signs in, which roles they have, and what each role may do.

An *account* is somebody who runs an evaluation (respondents, service users and carers have none). It is
known by its e-mail address and has *roles*: some for the whole instance, the others within one evaluation
(``roles``). ``viewing`` makes of a request the ``Viewer`` whom policies ask about. ``policies`` is how a
stage says who may do what: once, for the refusal that people read, for ``/who-sees-what`` and for the test
that walks every address as every role.

Signing in, second factors and single sign-on are django-allauth's, on pages of our own.
"""
