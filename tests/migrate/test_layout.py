"""What stands in the text stays, comments and layout, wherever its node survives."""

from __future__ import annotations

import pytest

from naftiko_gen.diagnostics import SKELETON
from naftiko_gen.migrate import migrate
from tests.migrate.documents import IKANOS, NAFTIKO, data, document, moved

_HEAD = "{}: 1.0.0-{}\ninfo: {{{}: Shop, description: A shop.}}\ncapability:\n"
OLD = _HEAD.format("naftiko", "alpha2", "label")
NEW = _HEAD.format("ikanos", "beta5", "display")

#: Name → the capability in Naftiko and in Ikanos; each becomes the other, to the letter.
BOTH_WAYS: dict[str, tuple[str, str]] = {
    "lists below their keys, two to the right": (
        """\
  consumes:
    # The upstream.
    - type: http  # plain
      namespace: shop
      baseUri: https://shop.test
      resources:
        # First.
        - name: items  # all of them
          # Where.
          path: /items

          label: Items
          operations:
            - name: get
              method: GET
              body: |
                name: x

                  - name: not-mine
                label: neither
            # Between.
            - name: drop
              method: DELETE
        # Last.
  # The end.
""",
        """\
  consumes:
    # The upstream.
    - type: http  # plain
      namespace: shop
      baseUri: https://shop.test
      resources:
        # First.
        items:  # all of them
          # Where.
          path: /items

          display: Items
          operations:
            get:
              method: GET
              body: |
                name: x

                  - name: not-mine
                label: neither
            # Between.
            drop:
              method: DELETE
        # Last.
  # The end.
""",
    ),
    "lists at the indentation of their keys": (
        """\
  consumes:
  - type: http
    namespace: shop
    baseUri: https://shop.test
    resources:
    # First.
    - name: items
      path: /items
      operations:
      - name: get
        method: GET
        body: >-
          name: x
            more

          - name: not-mine
        description: "Over
          two lines"
# Far left.
      - name: drop
        method: DELETE
""",
        """\
  consumes:
  - type: http
    namespace: shop
    baseUri: https://shop.test
    resources:
      # First.
      items:
        path: /items
        operations:
          get:
            method: GET
            body: >-
              name: x
                more

              - name: not-mine
            description: "Over
              two lines"
# Far left.
          drop:
            method: DELETE
""",
    ),
    "braces": (
        """\
  consumes:
  - {type: http, namespace: shop, baseUri: "https://shop.test", resources: [
      {name: items, path: /items, operations: [{name: get, method: GET}]},  # both
      {name: X-2, path: /2, operations: [{name: "1st", method: GET}]},
    ]}
""",
        """\
  consumes:
  - {type: http, namespace: shop, baseUri: "https://shop.test", resources: {
      items: {path: /items, operations: {get: {method: GET}}},  # both
      X-2: {path: /2, operations: {"1st": {method: GET}}},
    }}
""",
    ),
    "braces below a dash, empty lists": (
        """\
  exposes:
    - type: mcp
      namespace: shop-mcp
      port: 9090
      tools:
        - {name: get, description: Gets., call: shop.get, inputParameters: []}  # only
        - name: put
          description: Puts.
          call: shop.put
          inputParameters:
            - {name: "yes", type: string, description: Whether.}
            - {name: id, type: string, description: Which.}
""",
        """\
  exposes:
    - type: mcp
      namespace: shop-mcp
      port: 9090
      tools:
        get: {description: Gets., call: shop.get, inputParameters: {}}  # only
        put:
          description: Puts.
          call: shop.put
          inputParameters:
            "yes": {type: string, description: Whether.}
            id: {type: string, description: Which.}
""",
    ),
    "all that differs": (
        """\
  binds:
    - namespace: env
      location: file:///./a.yaml
      keys: {SHOP: shop}
  consumes:
    - location: ./shop.yaml
      import: shop
  aggregates:
    - label: Forecast
      namespace: forecast
      functions:
        - name: both
          description: Both.
          inputParameters:
            - name: day
              type: string
              description: Which.
          steps:
            - name: first
              type: call
              call: shop.get
            - name: second
              type: lookup
              index: first
              match: id
              lookupValue: $.id
              outputParameters:
                - label
                - name
          mappings:
            - targetName: all.names
              value: $.second
          outputParameters:
            - name: all
              type: object
              properties:
                names:
                  name: names
                  type: array
                  items:
                    - name: label
                      type: string
                sum: {name: sum, type: number}
        - name: mocked
          description: Mocked.
          outputParameters:
            - name: label
              type: string
              value: "{{day}}"
  exposes:
    - type: rest
      namespace: shop-rest
      port: 8080
      resources:
        - name: forecast
          label: Forecast
          path: /forecast
          operations:
            - name: get
              label: Get
              method: GET
              call: shop.get
              with: {name: x, label: y}
              outputParameters:
                - type: object
                  properties:
                    label:
                      type: string
                      mapping: $.label
    - type: mcp
      namespace: shop-mcp
      port: 9090
      tools:
        - name: both
          label: Both
          ref: forecast.both
      resources:
        - name: one
          label: One
          uri: data://one
          description: One.
          location: file:///one
      prompts:
        - name: ask
          label: Ask
          description: Asks.
          arguments:
            - name: label
              label: Label
              description: What.
          template:
            - role: user
              content: "{{label}}"
    - type: skill
      namespace: shop-skill
      port: 9091
      skills:
        - name: forecasting
          description: How.
          location: file:///how
          tools:
            - name: both
              description: Both.
              from: {sourceNamespace: shop-mcp, action: both}
    - type: control
      port: 9092
""",
        """\
  binds:
    - namespace: env
      location: file:///./a.yaml
      keys: {SHOP: shop}
  consumes:
    - from: ./shop.yaml
      import: shop
  aggregates:
    - display: Forecast
      namespace: forecast
      flows:
        both:
          description: Both.
          inputParameters:
            day:
              type: string
              description: Which.
          steps:
            first:
              type: call
              call: shop.get
            second:
              type: lookup
              index: first
              match: id
              lookupValue: $.id
              outputParameters:
                - label
                - name
          mappings:
            - target: all.names
              value: $.second
          outputParameters:
            all:
              type: object
              properties:
                names:
                  type: array
                  items:
                    label:
                      type: string
                sum: {type: number}
        mocked:
          description: Mocked.
          outputParameters:
            label:
              type: string
              value: "{{day}}"
  exposes:
    - type: rest
      namespace: shop-rest
      port: 8080
      resources:
        forecast:
          display: Forecast
          path: /forecast
          operations:
            get:
              display: Get
              method: GET
              call: shop.get
              with: {name: x, label: y}
              outputParameters:
                - type: object
                  properties:
                    label:
                      type: string
                      mapping: $.label
    - type: mcp
      namespace: shop-mcp
      port: 9090
      tools:
        both:
          display: Both
          ref: forecast.both
      resources:
        one:
          display: One
          uri: data://one
          description: One.
          location: file:///one
      prompts:
        ask:
          display: Ask
          description: Asks.
          arguments:
            label:
              display: Label
              description: What.
          template:
            - role: user
              content: "{{label}}"
    - type: skill
      namespace: shop-skill
      port: 9091
      skills:
        forecasting:
          description: How.
          location: file:///how
          tools:
            both:
              description: Both.
              from: {sourceNamespace: shop-mcp, action: both}
    - type: control
      port: 9092
""",
    ),
}


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_there(name: str) -> None:
    old, new = BOTH_WAYS[name]
    assert moved(OLD + old, IKANOS) == NEW + new


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_back(name: str) -> None:
    old, new = BOTH_WAYS[name]
    assert moved(NEW + new, NAFTIKO) == OLD + old


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_lines_may_end_as_on_windows(name: str) -> None:
    old, new = (text.replace("\n", "\r\n") for text in BOTH_WAYS[name])
    assert moved(OLD + old, IKANOS) == NEW + new
    assert moved(NEW + new, NAFTIKO) == OLD + old


_TOOLS = "  exposes:\n  - type: mcp\n    namespace: m\n    port: 9090\n    tools:\n"

#: Name → tools in Naftiko and what they become: text that would not come back as it was.
ONE_WAY: dict[str, tuple[str, str]] = {
    "the name is not the first": (
        "    - call: shop.get # c\n      name: get\n      description: Gets.\n",
        "      get:\n        call: shop.get # c\n        description: Gets.\n",
    ),
    "the name is the last, with a comment": (
        "    - call: shop.get\n      description: Gets.\n      name: get  # this one\n",
        "      get:\n        call: shop.get\n        description: Gets.\n        # this one\n",
    ),
    "the dash stands alone": (
        "    -  # one\n      name: get\n      call: shop.get\n      description: Gets.\n",
        "      get:  # one\n        call: shop.get\n        description: Gets.\n",
    ),
    "wide dashes": (
        "    -   name: get\n        call: shop.get\n        description: Gets.\n",
        "      get:\n          call: shop.get\n          description: Gets.\n",
    ),
    "quotes that are not needed": (
        '    - "name": "get"\n      call: shop.get\n      description: Gets.\n',
        "      get:\n        call: shop.get\n        description: Gets.\n",
    ),
    "the name is not the first in braces": (
        "    - {call: shop.get, name: get, description: Gets.}\n"
        "    - {call: shop.get, description: Puts.,\n       name: put}\n",
        "      get: {call: shop.get, description: Gets.}\n"
        "      put: {call: shop.get, description: Puts.}\n",
    ),
    "an alias of a text": (
        "    - name: &n get\n      call: shop.get\n      description: *n\n".replace("&n ", "")
        .replace("shop.get", "&c shop.get")
        .replace("*n", "*c"),
        "      get:\n        call: &c shop.get\n        description: *c\n",
    ),
}


@pytest.mark.parametrize("name", ONE_WAY)
def test_other_layouts(name: str) -> None:
    old, new = ONE_WAY[name]
    there = moved(OLD + _TOOLS + old, IKANOS)
    assert there == NEW + _TOOLS + new
    assert data(moved(there, NAFTIKO)) == data(OLD + _TOOLS + old)


#: Name → tools in Ikanos and what they become.
ONE_WAY_BACK: dict[str, tuple[str, str]] = {
    "deeper": (
        "        get:\n            call: shop.get\n            # c\n            description: |\n"
        "                Gets\n                  it.\n",
        "    - name: get\n      call: shop.get\n      # c\n      description: |\n"
        "          Gets\n            it.\n",
    ),
    "quotes that are not needed": (
        '      "get" :\n        call: shop.get\n        description: Gets.\n',
        "    - name: get\n      call: shop.get\n      description: Gets.\n",
    ),
    "deeper, with blank lines at the end": (
        "        get:\n            call: shop.get\n            description: |\n"
        "                Gets.\n                \n\n"
        "        put: {call: shop.put, description: Puts.}\n",
        "    - name: get\n      call: shop.get\n      description: |\n"
        "          Gets.\n          \n\n    - {name: put, call: shop.put, description: Puts.}\n",
    ),
    "as JSON": (
        '      "get": {"call":"shop.get","description":"Gets."}\n',
        '    - {name: get, "call":"shop.get","description":"Gets."}\n',
    ),
}


@pytest.mark.parametrize("name", ONE_WAY_BACK)
def test_other_layouts_back(name: str) -> None:
    new, old = ONE_WAY_BACK[name]
    assert moved(NEW + _TOOLS + new, NAFTIKO) == OLD + _TOOLS + old


def test_the_skeleton_comes_back_but_for_the_order_of_its_keys() -> None:
    there = moved(SKELETON, IKANOS)
    back = moved(there, NAFTIKO)
    assert data(back) == data(SKELETON)
    assert moved(back, IKANOS) == there


def test_within_a_family_only_the_version_changes() -> None:
    old = NEW.replace("1.0.0-beta5", '"1.0.0-beta3"') + BOTH_WAYS["all that differs"][1]
    assert moved(old, "1.0.0-beta4") == old.replace("beta3", "beta4")


def test_to_the_same_version_nothing_changes() -> None:
    assert moved(SKELETON, NAFTIKO) == SKELETON


def test_nothing_depends_on_the_tree_that_a_document_has() -> None:
    bare = document(SKELETON)
    root = document(NEW).root
    assert root is not None
    assert migrate(bare.with_root(root), IKANOS) == migrate(bare, IKANOS)
