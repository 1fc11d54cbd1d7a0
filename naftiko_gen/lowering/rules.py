"""What lowering has to say."""

from __future__ import annotations

from typing import ClassVar

from naftiko_gen.diagnostics import Example, Rule, Severity

_WITH = "        id: shop-mcp.id\n"
_SKILL = """\
  - type: skill
    namespace: shop-skills
    port: 3010
    skills:
    - name: shopping
      description: Finds items of the shop.
      tools:
      - name: get-item
        description: Gets one item.
        from:
          sourceNamespace: shop-mcp
          action: get-item
"""
_PLACE = "          in: path\n  exposes:\n"


class NotCarriedOut(Rule):
    """Part of the language that is not carried out yet.

    ## What it does
    Refuses what the specification knows and generated packages cannot do yet.

    ## Why is this bad?
    A package that left it out would not do what the file says.

    ## What to write instead
    Leave the part out, or say the same by other means. The release notes tell when it comes.
    """

    code = "NK901"
    name = "not-carried-out"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example("        outputRawFormat: avro\n  exposes:\n", "  exposes:\n")
    good: ClassVar[Example] = Example("        outputRawFormat: json\n  exposes:\n", "  exposes:\n")


class InferredInput(Rule):
    """Input that follows from its use.

    ## What it does
    Gives a tool or a REST operation an input that it uses without declaring it: named as in
    `with` or in the path, typed like the input of the called operation that it feeds.

    ## Why is this bad?
    It is not: most published tools declare no inputs. In the reference engine such a tool has
    an empty input schema.

    ## What to write instead
    Nothing, or declare the input with `inputParameters`.
    """

    code = "NK902"
    name = "inferred-input"
    severity = Severity.INFO
    bad: ClassVar[Example] = Example(
        "      call: shop.get-item\n",
        "      inputParameters:\n      - name: id\n        type: string\n"
        "        description: Number of the item.\n      call: shop.get-item\n",
    )
    good: ClassVar[Example] = Example("      call: shop.get-item\n", "      call: shop.get-item\n")


class AddedInput(Rule):
    """Required input that nobody supplies.

    ## What it does
    Gives a tool or a REST operation an input of the same name for each required input of the
    called operation that gets no value.

    ## Why is this bad?
    The upstream would refuse the request; the reference engine sends it all the same.

    ## What to write instead
    A value in `with`, or declare the input.
    """

    code = "NK903"
    name = "added-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "      call: shop.get-item\n",
        "      inputParameters:\n      - name: id\n        type: string\n"
        "        description: Number of the item.\n      call: shop.get-item\n      with:\n"
        + _WITH,
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


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


class SettingClash(Rule):
    """Two settings of one name.

    ## What it does
    Compares the environment variables of a package: bound ones, and those made of the
    namespaces (`SHOP_BASE_URL`, `SHOP_TIMEOUT`, `SHOP_MCP_LISTEN` …).

    ## Why is this bad?
    One value would have to serve two ends.

    ## What to write instead
    Another variable name, or another namespace.
    """

    code = "NK905"
    name = "setting-clash"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "    SHOP_TIMEOUT: SHOP_TIMEOUT\ncapability:\n  consumes:\n  - type: http\n"
        "    namespace: shop\n    description: The shop's API.\n"
        "    baseUri: https://shop.test/v1\n    authentication:\n      type: bearer\n"
        '      token: "{{SHOP_TIMEOUT}}"\n',
        "    SHOP_TOKEN: SHOP_TOKEN\ncapability:\n  consumes:\n  - type: http\n"
        "    namespace: shop\n    description: The shop's API.\n"
        "    baseUri: https://shop.test/v1\n    authentication:\n      type: bearer\n"
        '      token: "{{SHOP_TOKEN}}"\n',
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


class ReservedPath(Rule):
    """Exposed path that the package serves itself.

    ## What it does
    Looks for exposed operations at `/health` and `/openapi.json`, which generated packages
    serve. The operation of the file wins.

    ## Why is this bad?
    Health checks and API browsers get the upstream's answer instead of the package's.

    ## What to write instead
    Another path, unless that is what you want.
    """

    code = "NK906"
    name = "reserved-path"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "    - path: /health\n      name: item\n      description: One item.\n"
        "      operations:\n      - method: GET\n        name: get-item\n"
        "        call: shop.get-item\n        with:\n          id: self\n",
        "    - path: /items/{{id}}\n      name: item\n      description: One item.\n"
        "      operations:\n      - method: GET\n        name: get-item\n"
        "        inputParameters:\n        - name: id\n          in: path\n"
        "          type: string\n          description: Number of the item.\n"
        "        call: shop.get-item\n        with:\n          id: shop-rest.id\n",
    )
    good: ClassVar[Example] = Example("    - path: /items/{{id}}\n", "    - path: /items/{{id}}\n")


class NothingToServe(Rule):
    """Capability that exposes nothing.

    ## What it does
    Demands at least one REST or MCP adapter with an operation or a tool.

    ## Why is this bad?
    There is no package to write.

    ## What to write instead
    An entry of `capability.exposes` of type `rest` or `mcp`.
    """

    code = "NK907"
    name = "nothing-to-serve"
    severity = Severity.ERROR
    bad: ClassVar[Example] = Example(
        "naftiko: 1.0.0-alpha2\ninfo:\n  label: Shop\n  description: Items of a shop.\n"
        "capability:\n  consumes:\n  - type: http\n    namespace: shop\n"
        "    description: The shop's API.\n    baseUri: https://shop.test/v1\n"
        "    resources:\n    - name: items\n      path: /items\n      operations:\n"
        "      - name: list\n        method: GET\n"
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


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


class UsedUpPort(Rule):
    """Two adapters on one port.

    ## What it does
    Compares the ports of all adapters.

    ## Why is this bad?
    The second server cannot start.

    ## What to write instead
    A port of its own for each adapter.
    """

    code = "NK912"
    name = "used-up-port"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example("    port: 8080\n", "    port: 9090\n")
    good: ClassVar[Example] = Example("    port: 9090\n", "    port: 9090\n")


class OptionalPathInput(Rule):
    """Optional input that feeds a path parameter.

    ## What it does
    Makes an input required that is declared optional and feeds a path parameter.

    ## Why is this bad?
    Without the value there is no path.

    ## What to write instead
    Leave `required: false` out.
    """

    code = "NK913"
    name = "optional-path-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "        type: string\n        required: false\n", "        type: string\n"
    )
    good: ClassVar[Example] = Example("        type: string\n", "        type: string\n")


class UnusedInput(Rule):
    """Input in the body that no request carries.

    ## What it does
    Leaves an optional input `in: body` of a GET out, and one that the body template of its
    operation does not name.

    ## Why is this bad?
    Callers would give a value that goes nowhere.

    ## What to write instead
    Take the input out, or name it in the template.
    """

    code = "NK914"
    name = "unused-input"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        "          in: path\n        - name: body\n          in: body\n  exposes:\n", _PLACE
    )
    good: ClassVar[Example] = Example(_WITH, _WITH)


class OpenBaseUri(Rule):
    """Base URI with placeholders.

    ## What it does
    Makes the base URL a setting without a default where `baseUri` has placeholders that are
    not one bound variable.

    ## Why is this bad?
    Nothing in the file says what stands for them, and a guess would send credentials to
    another host.

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


class SkillFiles(Rule):
    """Skill with files.

    ## What it does
    Leaves the files at `location` of a skill out: `/skills/NAME/contents` and
    `/skills/NAME/download` answer 404.

    ## Why is this bad?
    An agent gets the description of the skill and its tools, but not its instructions.

    ## What to write instead
    Nothing, or hand the files to the agent by other means.
    """

    code = "NK916"
    name = "skill-files"
    severity = Severity.WARNING
    bad: ClassVar[Example] = Example(
        _WITH + _SKILL + "      location: file:///opt/skills/shopping\n", _WITH
    )
    good: ClassVar[Example] = Example(_WITH + _SKILL, _WITH)


RULES: tuple[type[Rule], ...] = (
    NotCarriedOut,
    InferredInput,
    AddedInput,
    UnboundVariable,
    SettingClash,
    ReservedPath,
    NothingToServe,
    BadBaseUri,
    BadHeaderName,
    LiteralSecret,
    MissingCredential,
    UsedUpPort,
    OptionalPathInput,
    UnusedInput,
    OpenBaseUri,
    SkillFiles,
)
