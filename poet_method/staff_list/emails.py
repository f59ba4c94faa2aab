"""E-mail addresses: which can be written to, and what somebody probably meant."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

LONGEST_EMAIL = 254  # RFC 5321
_LONGEST_LOOKED_AT = 320
_EMAIL = re.compile(
    r"(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
_IN_ANGLES = re.compile(r"[^<>]*<([^<>]*)>")
# Domains that staff write from and often mistype.
_USUAL_DOMAINS = ("nhs.net", "gmail.com", "outlook.com", "hotmail.com", "hotmail.co.uk", "yahoo.co.uk")
_RARE = 2  # a domain that occurs this often or less may be a slip of one that is …
_COMMON = 5  # … used this often
_MOST_DOMAINS_COMPARED = 300
_CLOSE = 0.88


def normal_email(text: str) -> str:
    """The address as it is kept and compared: lower case, without what mail programs put around it."""
    text = text[:_LONGEST_LOOKED_AT].strip()
    angled = _IN_ANGLES.fullmatch(text)
    text = (angled.group(1) if angled else text).strip().removeprefix("mailto:")
    return text.strip(" \t;,").lower()


def email_problem(text: str, *, usual_domains: Iterable[str] = ()) -> tuple[str, str] | None:
    """What is wrong with an address and how to mend it; ``None`` for one that can be written to."""
    address = normal_email(text)
    if is_email(address):
        return None
    meant = _meant(address, (*usual_domains, *_USUAL_DOMAINS))
    mend = f"Did you mean {meant}" if meant else "Correct it, or leave it empty"
    if not address.isascii():
        return "the e-mail address has letters that mail servers do not take", mend
    if address.count("@") != 1:
        what = "there is no @ in the e-mail address" if "@" not in address else "there is more than one @"
        return what, mend
    return "this is not an e-mail address", mend


def is_email(address: str) -> bool:
    """Whether a normalised address can be written to."""
    return len(address) <= LONGEST_EMAIL and _EMAIL.fullmatch(address) is not None


def _meant(address: str, domains: Sequence[str]) -> str | None:
    """A well-formed address that is close to this one; ``None`` where that would be a wild guess."""
    mended = re.sub(r"\s*(?:\(at\)|\[at\]|\sat\s|@+)\s*", "@", address)
    mended = re.sub(r"\s+", "", mended).replace(",", ".").replace(";", ".")
    mended = re.sub(r"\.{2,}", ".", mended).strip(".").replace(".@", "@").replace("@.", "@")
    if is_email(mended):
        return mended
    for domain in domains:
        local = mended.removesuffix(domain).rstrip("@.")
        if mended.endswith(domain) and is_email(f"{local}@{domain}"):
            return f"{local}@{domain}"
    local, _, domain = mended.partition("@")
    begun = next((one for one in domains if domain and one.startswith(f"{domain}.")), None)
    if begun and is_email(f"{local}@{begun}"):
        return f"{local}@{begun}"
    close = difflib.get_close_matches(domain[:100], list(dict.fromkeys(domains)), n=1, cutoff=0.75)
    return f"{local}@{close[0]}" if close and is_email(f"{local}@{close[0]}") else None


def doubtful_domains(addresses: Iterable[str]) -> dict[str, str]:
    """Domains that look like a slip of the pen, each with the common one that is so close to it."""
    counts = Counter(address.rpartition("@")[2] for address in addresses)
    common = [domain for domain, count in counts.items() if count >= _COMMON]
    rare = [domain for domain, count in counts.items() if count <= _RARE]
    if not common or len(counts) > _MOST_DOMAINS_COMPARED:
        return {}
    close = ((domain, difflib.get_close_matches(domain, common, n=1, cutoff=_CLOSE)) for domain in rare)
    return {domain: found[0] for domain, found in close if found}
