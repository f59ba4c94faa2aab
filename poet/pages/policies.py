"""Who may read the pages that belong to no stage: everybody."""

from __future__ import annotations

from poet.foundations.accounts.access import READ_ABOUT_THE_SITE
from poet.foundations.accounts.policies import EVERYBODY, Access, Act

WATCH_THE_SERVER = Act(what="Ask whether the site works (healthz, for machines)", by=EVERYBODY)

ACCESS = {
    "pages:start": Access(get=READ_ABOUT_THE_SITE),
    "pages:privacy": Access(get=READ_ABOUT_THE_SITE),
    "pages:cookies": Access(get=READ_ABOUT_THE_SITE),
    "pages:accessibility": Access(get=READ_ABOUT_THE_SITE),
    "pages:health_check": Access(get=WATCH_THE_SERVER),
}
