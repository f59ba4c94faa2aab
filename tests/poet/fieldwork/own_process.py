"""What tests do in a process of their own, to measure its memory or look into its database's files."""

from __future__ import annotations

import resource
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from poet.fieldwork import actions  # noqa: E402
from poet.fieldwork.models import StaffMember, StaffUpload  # noqa: E402
from poet.partnerships.actions import start_evaluation  # noqa: E402
from poet.partnerships.queries import latest_round  # noqa: E402
from tests.people import signed_in, somebody  # noqa: E402
from tests.poet.fieldwork.conftest import Site  # noqa: E402


def a_site(*organisations: str) -> Site:
    """A round of a partnership of these organisations."""
    lead = somebody()
    evaluation = start_evaluation(
        partnership_name="P",
        title="E",
        by=lead.public_id,
        organisations=[(one, "nhs") for one in organisations],
    )
    return Site(latest_round(evaluation), lead)


def held(text: bytes) -> int:
    """How often the database's files hold this text."""
    if connection.vendor == "sqlite":
        base = Path(str(settings.DATABASES["default"]["NAME"]))
        return sum(path.read_bytes().count(text) for path in base.parent.glob(f"{base.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('fieldwork_staffmember')"
        )
        return Path(cursor.fetchone()[0]).read_bytes().count(text)


def delete_a_frame() -> None:
    """Print whether names were in the files, and how often they are after deletion."""
    site = a_site("Council")
    site.count(*[f"Quincy{n} Vane,quincy{n}.vane@council.example.org,Council,Nurse" for n in range(200)])
    print(held(b"quincy") > 0)
    actions.delete_frame(round_=site.round, by=site.lead.public_id)
    call_command("run_due")
    print(held(b"quincy"))


def bring_a_large_list(path: str) -> None:
    """Print how many people count in the end, and the most memory (MB) that it took."""
    site = a_site(*[f"Organisation {number}" for number in range(12)])
    client = signed_in(site.lead, Client(SERVER_NAME="localhost"))
    with Path(path).open("rb") as file:
        given = client.post(site.url("upload"), {"organisation": "all", "file": file})
    assert given["Location"].startswith("/jobs/"), given
    call_command("run_due")
    upload = StaffUpload.objects.values_list("public_id", flat=True).get()
    while True:
        page = client.get(site.url(f"lists/{upload}/"), follow=True)
        address, _ = page.redirect_chain[-1]
        if address.endswith("preview"):
            break
        client.post(address, {f"role_{at}": "other" for at in range(page.content.count(b"<select"))})
    shown = page.content.decode().split('name="shown" value="')[1].split('"')[0]
    assert client.post(address, {"shown": shown})["Location"].startswith("/jobs/")
    call_command("run_due")
    print(StaffMember.objects.count(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    {"delete": delete_a_frame, "large": bring_a_large_list}[sys.argv[1]](*sys.argv[2:])
