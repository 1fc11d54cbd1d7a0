"""What is said of consumed APIs: where they are, and what opens them."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Example, Rule, Severity

_PLACE = "          in: path\n  exposes:\n"


class UnboundVariable(Rule):
    """Variable that no bind declares.

    ## What it does
    Reads `{{NAME}}` without a bind as the environment variable `NAME`.

    ## Why is this bad?
    Nothing in the file says where the value comes from; a misspelt name looks the same.

    ## What to write instead
    An entry of `binds` with the key `NAME: NAME`.
    """

    code = "NK904"
    name = "unbound-variable"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example('"{{SHOP_KEY}}"\n', '"{{SHOP_TOKEN}}"\n')
    good: ClassVar[Example] = Example('"{{SHOP_TOKEN}}"\n', '"{{SHOP_TOKEN}}"\n')


class BadBaseUri(Rule):
    """Base URI that no request can use.

    ## What it does
    Demands an http or https URL with a host, without query, fragment or user name.

    ## Why is this bad?
    The path of each request is appended to it.

    ## What to write instead
    `https://api.example.org/v1`.
    """

    code = "NK908"
    name = "bad-base-uri"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "    baseUri: https://shop.test/v1?key=1\n", "    baseUri: https://shop.test/v1\n"
    )
    good: ClassVar[Example] = Example(
        "    baseUri: https://shop.test/v1\n", "    baseUri: https://shop.test/v1\n"
    )


class OpenBaseUri(Rule):
    """Base URI with placeholders.

    ## What it does
    Makes the base URL a setting without a default where `baseUri` has placeholders that are
    not one bound variable.

    ## Why is this bad?
    A guess at what stands for them would send credentials to another host, and a bound
    variable that is only a part of the URI is not filled in. The package does not start until
    the setting is there.

    ## What to write instead
    The whole URI, or one bound variable for all of it.
    """

    code = "NK915"
    name = "open-base-uri"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    baseUri: https://{host}/v1\n", "    baseUri: https://shop.test/v1\n"
    )
    good: ClassVar[Example] = Example(
        "    baseUri: https://shop.test/v1\n", "    baseUri: https://shop.test/v1\n"
    )


class BadHeaderName(Rule):
    """Name that no header can have.

    ## What it does
    Holds the names of header inputs and header keys against RFC 9110, section 5.1: letters,
    digits and ``!#$%&'*+-.^_`|~``. Headers that frame the message (`Content-Length`, `Host`,
    `Transfer-Encoding` …) are refused too.

    ## Why is this bad?
    The request could not be sent, or would mean something else to the server.

    ## What to write instead
    The header's name, without colon or blanks.
    """

    code = "NK909"
    name = "bad-header-name"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        '          in: path\n        - name: "X Trace"\n          in: header\n  exposes:\n', _PLACE
    )
    good: ClassVar[Example] = Example(
        "          in: path\n        - name: X-Trace\n          in: header\n  exposes:\n", _PLACE
    )


class LiteralSecret(Rule):
    """Credential written into the file.

    ## What it does
    Demands a variable in bearer tokens, API keys and non-empty Basic passwords.

    ## Why is this bad?
    Whoever reads the file, the repository or the generated code has the secret.

    ## What to write instead
    `{{NAME}}`, and an entry of `binds` for `NAME`.
    """

    code = "NK910"
    name = "literal-secret"
    secret = True
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example("token: s3cr3t-t0ken\n", 'token: "{{SHOP_TOKEN}}"\n')
    good: ClassVar[Example] = Example('token: "{{SHOP_TOKEN}}"\n', 'token: "{{SHOP_TOKEN}}"\n')


class MissingCredential(Rule):
    """Authentication without its values.

    ## What it does
    Demands what the kind of authentication needs: `token` for bearer, `key`, `value` and
    `placement` for apikey, `username` and `password` for basic.

    ## Why is this bad?
    Requests would go out without credentials.

    ## What to write instead
    The missing key.
    """

    code = "NK911"
    name = "missing-credential"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "      type: basic\n      username: shop\n",
        '      type: bearer\n      token: "{{SHOP_TOKEN}}"\n',
    )
    good: ClassVar[Example] = Example('token: "{{SHOP_TOKEN}}"\n', 'token: "{{SHOP_TOKEN}}"\n')
