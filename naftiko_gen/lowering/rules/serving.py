"""What is said of the package as a whole."""

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
