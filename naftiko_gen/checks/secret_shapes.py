"""What a secret looks like: the shapes that issuers gave to theirs, and chance."""

from __future__ import annotations

import math
import re
from collections import Counter

# A mark that every such secret has, what it is, and its whole form. The look-behinds let a pattern
# start only where a run of its characters starts: no long run is tried from each of its places.
_ISSUED: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (mark, kind, re.compile(pattern, re.ASCII))
    for mark, kind, pattern in (
        ("gh", "GitHub token", r"(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36,255}"),
        ("github_pat_", "GitHub token", r"(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{36,255}"),
        ("glpat-", "GitLab token", r"(?<![\w-])glpat-[\w-]{20,255}"),
        ("_live_", "Stripe key", r"(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{16,255}"),
        ("whsec_", "Stripe webhook secret", r"(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,255}"),
        (
            "IA",
            "AWS access key",
            r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])(?<!EXAMPLE)",
        ),
        ("xox", "Slack token", r"(?<![\w-])xox[abeoprs]-[0-9][A-Za-z0-9-]{14,255}"),
        ("xapp-", "Slack token", r"(?<![\w-])xapp-[0-9]-[A-Za-z0-9-]{20,255}"),
        (
            "hooks.slack.com",
            "Slack webhook",
            r"hooks\.slack\.com/(?:services|workflows)/T[A-Z0-9]{6,20}/[A-Z0-9]{6,20}/\w{16,64}",
        ),
        ("AIza", "Google API key", r"(?<![\w-])AIza[\w-]{35}(?![\w-])"),
        ("GOCSPX-", "Google client secret", r"(?<![\w-])GOCSPX-[\w-]{28}(?![\w-])"),
        ("sk-", "model provider's key", r"(?<![\w-])sk-(?:ant|proj|svcacct|or)-[\w-]{32,255}"),
        ("sk-", "model provider's key", r"(?<![\w-])sk-[A-Za-z0-9]{40,64}(?![\w-])"),
        ("SG.", "SendGrid key", r"(?<![\w-])SG\.[\w-]{22}\.[\w-]{43}(?![\w-])"),
        ("npm_", "npm token", r"(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
        ("pypi-", "PyPI token", r"(?<![\w-])pypi-AgE[\w-]{60,255}"),
        ("hf_", "Hugging Face token", r"(?<![A-Za-z0-9])hf_[A-Za-z]{34}(?![A-Za-z0-9])"),
        ("dop_v1_", "DigitalOcean token", r"(?<![A-Za-z0-9])dop_v1_[0-9a-f]{64}"),
        ("shp", "Shopify token", r"(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
        ("dapi", "Databricks token", r"(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?![A-Za-z0-9])"),
        (
            "eyJ",
            "JSON web token",
            r"(?<![\w-])eyJ[\w-]{10,4096}\.eyJ[\w-]{10,8192}\.[\w-]{16,4096}",
        ),
        ("PRIVATE KEY-----", "private key", r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----"),
    )
)

#: Words of texts that stand for a secret, or show its form.
_STAND_IN = re.compile(
    r"your|example|sample|placeholder|dummy|change|insert|replace|redact|demo|xxx|\*\*|1234|abcd",
    re.IGNORECASE,
)
#: Characters of a token in which a word is no chance, and the start of the token that many texts
#: show as an example.
_HEAD = 64
_SAMPLE = "eyJzdWIiOiIxMjM0NTY3ODkw"
_OPAQUE = re.compile(r"[A-Za-z0-9+/=_~:-]{16,512}")
#: Bits a character. Sixteen random hexadecimal digits have 3 or more; names of words joined by
#: hyphens have as many, but no digits.
_ENTROPY = 3.0
_DIGITS = 2

#: Ends of names, without case and separators, of what only its owner knows.
_CREDENTIALS = (
    "apikey",
    "apisecret",
    "appkey",
    "accesskey",
    "secretkey",
    "privatekey",
    "subscriptionkey",
    "authkey",
    "accesstoken",
    "authtoken",
    "refreshtoken",
    "sessiontoken",
    "apitoken",
    "bearertoken",
    "clientsecret",
    "password",
    "passwd",
)
_WHOLE_NAMES = frozenset(("authorization", "proxyauthorization", "cookie", "token", "secret"))
_SEPARATORS = re.compile(r"[^a-z0-9]+")


def issued(text: str) -> str | None:
    """Return what kind of secret stands in a text, told by the form its issuer gave it, or None.

    Takes time in proportion to the text.
    """
    for mark, kind, pattern in _ISSUED:
        # Most texts have none of the marks: looking for them is all that is done.
        if mark in text and any(map(_is_meant, pattern.finditer(text))):
            return kind
    return None


def _is_meant(found: re.Match[str]) -> bool:
    # A long token may hold such a word by chance.
    return not _STAND_IN.search(found[0][:_HEAD]) and _SAMPLE not in found[0]


def is_opaque(text: str) -> bool:
    """Return whether a text looks drawn by lot: one word of letters and digits without order."""
    if not _OPAQUE.fullmatch(text) or _STAND_IN.search(text):
        return False
    digits = sum(character.isdigit() for character in text)
    if digits < _DIGITS or digits == len(text):
        return False
    counts = Counter(text).values()
    return -sum(n / len(text) * math.log2(n / len(text)) for n in counts) >= _ENTROPY


def is_credential(name: str) -> bool:
    """Return whether a key, header or parameter of that name carries what only its owner knows."""
    plain = _SEPARATORS.sub("", name.lower())
    return plain in _WHOLE_NAMES or plain.endswith(_CREDENTIALS)
