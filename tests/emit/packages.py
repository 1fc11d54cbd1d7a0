"""Packages by hand, as ``lowering`` could make them."""

from __future__ import annotations

from dataclasses import replace

from naftiko_gen.ir import (
    Argument,
    BasicCredential,
    Call,
    Client,
    Constant,
    Credential,
    Exchange,
    Field,
    Handle,
    HeaderCredential,
    Hints,
    Identifier,
    InputRef,
    JsonBody,
    JsonType,
    JsonValue,
    McpAdapter,
    Method,
    Package,
    Param,
    ParamRef,
    Place,
    QueryCredential,
    RestAdapter,
    RestExample,
    RestInput,
    RestOperation,
    Route,
    Setting,
    SettingKind,
    SettingRef,
    Tool,
    ToolExample,
    ToolInput,
)

_ID = Identifier
BODY = ParamRef(_ID("body"))
OBJECT = Param(_ID("body"), "body", JsonType.OBJECT, required=True)


def client(
    namespace: str, class_name: str, methods: tuple[Method, ...], credential: Credential | None
) -> Client:
    """A client whose settings are named after it."""
    return Client(
        namespace=namespace,
        attribute=_ID(namespace),
        class_name=_ID(class_name),
        description=f"The API {namespace}.",
        base_url=_ID(f"{namespace}_base_url"),
        timeout=_ID(f"{namespace}_timeout"),
        max_response=_ID(f"{namespace}_max_response"),
        max_connections=_ID(f"{namespace}_max_connections"),
        credential=credential,
        methods=methods,
    )


def client_settings(each: Client, url: str) -> tuple[Setting, ...]:
    return (
        _setting(each.base_url, SettingKind.URL, url),
        _setting(each.timeout, SettingKind.SECONDS, 30),
        _setting(each.max_response, SettingKind.COUNT, 16_777_216),
        _setting(each.max_connections, SettingKind.COUNT, 256),
    )


def secret(field: str) -> Setting:
    return replace(_setting(_ID(field), SettingKind.TEXT, None), secret=True)


def listen(field: str, port: int) -> Setting:
    return _setting(_ID(field), SettingKind.LISTEN, f"127.0.0.1:{port}")


def hosts(package: str) -> Setting:
    return _setting(_ID(f"{package}_allowed_hosts"), SettingKind.HOSTS, "")


def _setting(field: Identifier, kind: SettingKind, default: str | int | None) -> Setting:
    return Setting(field, field.upper(), kind, default, f"what {field} is")


def sent(
    each: Client,
    verb: str,
    target: str,
    body: str | None = None,
    headers: tuple[tuple[str, str], ...] = (),
) -> Exchange:
    return Exchange(each.attribute, verb, target, headers, body)


def call(each: Client, method: str, **arguments: InputRef | Constant) -> Call:
    feeds = tuple(Argument(_ID(name), value) for name, value in arguments.items())
    return Call(each.attribute, _ID(method), feeds)


def operation(
    verb: str, handler: str, description: str, made: Call, *inputs: RestInput
) -> RestOperation:
    return RestOperation(verb, _ID(handler), handler, description, inputs, made)


def rooms() -> Package:
    """One client with a bearer token, a REST adapter without parameters, an MCP adapter."""
    api = client("rooms", "RoomsClient", _room_methods(), _bearer("hms_management_token"))
    body, first, second = InputRef(0), InputRef(0), InputRef(1)
    list_rooms = operation("GET", "listrooms", "List Rooms", call(api, "listrooms"))
    create_room = operation(
        "POST",
        "createroom",
        "Create Room",
        call(api, "createroom", body=body),
        RestInput(_ID("body"), "body", Place.BODY, JsonType.OBJECT, True, ""),
    )
    route = Route("/v2/rooms", "/v2/rooms", "REST surface.", (list_rooms, create_room))
    room = ToolInput("room_id", JsonType.STRING, True, "")
    json = ToolInput("body", JsonType.OBJECT, True, "")
    tools = (
        _tool("hms-list-rooms", (True, False, True), call(api, "listrooms")),
        _tool("hms-create-room", (False, False, False), call(api, "createroom", body=body), json),
        _tool(
            "hms-retrieve-room", (True, False, True), call(api, "retrieveroom", room_id=first), room
        ),
        _tool(
            "hms-update-room",
            (False, False, False),
            call(api, "updateroom", room_id=first, body=second),
            room,
            json,
        ),
        _tool(
            "hms-set-room-enabled",
            (False, True, True),
            call(api, "setroomenabled", room_id=first, body=second),
            room,
            json,
        ),
    )
    one: JsonValue = {"name": "example"}
    written, path = '{"name":"example"}', "/rooms/a%2Fb%20c"
    both = (("room_id", "a/b c"), ("body", one))
    return Package(
        name=_ID("rooms"),
        distribution="rooms",
        label="100ms Server-Side API — Rooms",
        summary="100ms Server-Side API — Rooms, served over REST and MCP",
        description="Provision, list, retrieve and update persistent live-video rooms.",
        handle=Handle(_ID("rooms"), _ID("RoomsClient")),
        clients=(api,),
        rest=(
            RestAdapter(
                "rooms-rest",
                _ID("rest"),
                "openapi.json",
                "REST adapter for 100ms Rooms.",
                _ID("rooms_rest_listen"),
                (route,),
            ),
        ),
        mcp=(
            McpAdapter(
                "rooms-mcp",
                _ID("mcp_server"),
                "MCP adapter for 100ms Rooms.",
                _ID("rooms_mcp_listen"),
                tools,
            ),
        ),
        settings=(
            secret("hms_management_token"),
            *client_settings(api, "https://api.100ms.live/v2"),
            listen("rooms_rest_listen", 8080),
            listen("rooms_mcp_listen", 9090),
            hosts("rooms"),
        ),
        allowed_hosts=_ID("rooms_allowed_hosts"),
        rest_examples=(
            (
                _ID("rest"),
                (
                    RestExample(list_rooms, "/v2/rooms", (), None, sent(api, "GET", "/rooms")),
                    RestExample(
                        create_room, "/v2/rooms", (), one, sent(api, "POST", "/rooms", written)
                    ),
                ),
            ),
        ),
        tool_examples=(
            (
                _ID("mcp_server"),
                (
                    ToolExample(tools[0], (), sent(api, "GET", "/rooms")),
                    ToolExample(tools[1], (("body", one),), sent(api, "POST", "/rooms", written)),
                    ToolExample(tools[2], (("room_id", "a/b c"),), sent(api, "GET", path)),
                    ToolExample(tools[3], both, sent(api, "POST", path, written)),
                    ToolExample(tools[4], both, sent(api, "POST", f"{path}/enabled", written)),
                ),
            ),
        ),
    )


def _bearer(field: str) -> HeaderCredential:
    return HeaderCredential((("Authorization", ("Bearer ", SettingRef(_ID(field)))),))


def _room_methods() -> tuple[Method, ...]:
    room = Param(_ID("room_id"), "room_id", JsonType.STRING, required=True)
    path = ("/rooms/", ParamRef(_ID("room_id")))
    return (
        Method(_ID("listrooms"), "GET", ("/rooms",), "/rooms", "List Rooms"),
        Method(
            _ID("createroom"),
            "POST",
            ("/rooms",),
            "/rooms",
            "Create Room",
            (OBJECT,),
            body=JsonBody(BODY),
        ),
        Method(_ID("retrieveroom"), "GET", path, "/rooms/{room_id}", "Retrieve A Room", (room,)),
        Method(
            _ID("updateroom"),
            "POST",
            path,
            "/rooms/{room_id}",
            "Update A Room",
            (room, OBJECT),
            body=JsonBody(BODY),
        ),
        Method(
            _ID("setroomenabled"),
            "POST",
            (*path, "/enabled"),
            "/rooms/{room_id}/enabled",
            "Disable Or Enable A Room",
            (room, OBJECT),
            body=JsonBody(BODY),
        ),
    )


def _tool(name: str, hints: tuple[bool, bool, bool], made: Call, *inputs: ToolInput) -> Tool:
    return Tool(name, None, f"Does {name}.", Hints(*hints), inputs, made)


def shop() -> Package:
    """Two clients, inputs of all kinds, two adapters of each kind, and names that Python takes."""
    items = client("shop", "ShopClient", _shop_methods(), QueryCredential("api key", _ref("key")))
    notes = client(
        "notes", "NotesClient", _note_methods(), BasicCredential(_ref("user"), _ref("word"))
    )
    item = RestInput(_ID("class_"), "class", Place.PATH, JsonType.INTEGER, True, "Number.")
    find = operation(
        "GET",
        "find",
        "Finds items.\n\nAmong all of them.",
        call(
            items,
            "find",
            class_=InputRef(0),
            q=InputRef(1),
            page=InputRef(2),
            rating=InputRef(3),
            sold=InputRef(4),
            trace=InputRef(5),
        ),
        item,
        RestInput(_ID("from_"), "from", Place.QUERY, JsonType.STRING, True, "Words."),
        RestInput(_ID("page"), "page", Place.QUERY, JsonType.INTEGER, False, ""),
        RestInput(_ID("rating"), "rating", Place.QUERY, JsonType.NUMBER, False, ""),
        RestInput(_ID("sold"), "sold[]", Place.QUERY, JsonType.BOOLEAN, False, ""),
        RestInput(_ID("trace"), "X-Trace", Place.HEADER, JsonType.STRING, False, ""),
        RestInput(_ID("unused"), "unused", Place.QUERY, JsonType.ANY, True, "Not passed on."),
    )
    replace_item = operation(
        "PUT",
        "replace",
        "",
        call(items, "put", class_=InputRef(0), body=InputRef(1)),
        item,
        RestInput(_ID("body"), "body", Place.BODY, JsonType.ANY, False, "Anything."),
    )
    list_notes = operation("GET", "list_", "All notes.", call(notes, "list_"))
    add_notes = operation(
        "POST",
        "add",
        "Adds notes.",
        call(notes, "add", body=InputRef(0), kind=Constant("short")),
        RestInput(_ID("body"), "body", Place.BODY, JsonType.ARRAY, True, ""),
    )
    look = _tool(
        "look",
        (True, False, True),
        call(items, "find", class_=InputRef(0), q=InputRef(1), page=InputRef(2)),
        ToolInput("class", JsonType.INTEGER, True, "Number."),
        ToolInput("from", JsonType.STRING, True, ""),
        ToolInput("page", JsonType.INTEGER, False, "The page, from 1 on."),
    )
    note = replace(
        _tool("list", (True, False, True), call(notes, "list_")), title="List", hints=Hints()
    )
    first = Route("/items/{class_}", "/items/{class}", "Items.", (find, replace_item))
    fixed = Route("/items/caf%C3%A9", "/items/café", "", (list_notes,))
    return Package(
        name=_ID("shop"),
        distribution="shop",
        label="Shop",
        summary="Shop, served over REST and MCP",
        description="",
        handle=Handle(_ID("upstreams"), _ID("Upstreams")),
        clients=(items, notes),
        rest=(
            RestAdapter(
                "items", _ID("items"), "items_openapi.json", "", _ID("items_listen"), (first, fixed)
            ),
            RestAdapter(
                "notes-rest",
                _ID("notes_rest"),
                "notes_rest_openapi.json",
                "Notes.",
                _ID("notes_rest_listen"),
                (Route("/health", "/health", "", (add_notes,)),),
                serves_health=False,
            ),
        ),
        mcp=(
            McpAdapter("looking", _ID("looking"), "For looking.", _ID("looking_listen"), (look,)),
            McpAdapter("noting", _ID("noting"), "", None, (note,), "stdio"),
        ),
        settings=(
            secret("key"),
            *client_settings(items, "https://shop.test/v1"),
            secret("user"),
            secret("word"),
            *client_settings(notes, "https://notes.test"),
            listen("items_listen", 8080),
            listen("notes_rest_listen", 8081),
            listen("looking_listen", 9090),
            hosts("shop"),
        ),
        allowed_hosts=_ID("shop_allowed_hosts"),
        rest_examples=(
            (
                _ID("items"),
                (
                    RestExample(
                        find,
                        "/items/7?from=a%2Fb%20c&page=7&rating=1.5&sold%5B%5D=true&unused=x",
                        (("X-Trace", "a/b c"),),
                        None,
                        sent(
                            items,
                            "GET",
                            "/items/7?from=a%2Fb%20c&page=7&rating=1.5&sold%5B%5D=true",
                            headers=(("X-Trace", "a/b c"), ("X-Level", "2")),
                        ),
                    ),
                    RestExample(
                        replace_item,
                        "/items/7",
                        (),
                        ["a"],
                        sent(items, "PUT", "/items/7/7", '["a"]'),
                    ),
                    RestExample(list_notes, "/items/caf%c3%a9", (), None, sent(notes, "GET", "/")),
                ),
            ),
            (
                _ID("notes_rest"),
                (
                    RestExample(
                        add_notes,
                        "/health",
                        (),
                        [1],
                        sent(notes, "POST", "/notes?kind=short", "[1]"),
                    ),
                ),
            ),
        ),
        tool_examples=(
            (
                _ID("looking"),
                (
                    ToolExample(
                        look,
                        (("class", 7), ("from", "a/b c"), ("page", 7)),
                        sent(items, "GET", "/items/7?from=a%2Fb%20c&page=7"),
                    ),
                ),
            ),
            (_ID("noting"), (ToolExample(note, (), sent(notes, "GET", "/")),)),
        ),
    )


def _ref(field: str) -> tuple[SettingRef]:
    return (SettingRef(_ID(field)),)


def _shop_methods() -> tuple[Method, ...]:
    item = Param(_ID("class_"), "class", JsonType.INTEGER, required=True)
    number = ParamRef(_ID("class_"))
    return (
        Method(
            _ID("find"),
            "GET",
            ("/items/", number),
            "/items/{class}",
            "Finds items",
            params=(
                item,
                Param(_ID("q"), "from", JsonType.STRING, required=True),
                Param(_ID("page"), "page", JsonType.INTEGER, required=False),
                Param(_ID("rating"), "rating", JsonType.NUMBER, required=False),
                Param(_ID("sold"), "sold[]", JsonType.BOOLEAN, required=False),
                Param(_ID("trace"), "X-Trace", JsonType.STRING, required=False),
            ),
            query=(
                Field("from", ParamRef(_ID("q"))),
                Field("page", ParamRef(_ID("page"))),
                Field("rating", ParamRef(_ID("rating"))),
                Field("sold[]", ParamRef(_ID("sold"))),
            ),
            headers=(Field("X-Trace", ParamRef(_ID("trace"))), Field("X-Level", "2")),
        ),
        Method(
            _ID("put"),
            "PUT",
            ("/items/", number, "/", number),
            "/items/{class}/{class}",
            "",
            params=(item, Param(_ID("body"), "body", JsonType.ANY, required=False)),
            body=JsonBody(BODY),
        ),
    )


def _note_methods() -> tuple[Method, ...]:
    return (
        Method(_ID("list_"), "GET", ("/",), "/", ""),
        Method(
            _ID("add"),
            "POST",
            ("/notes",),
            "/notes",
            "",
            params=(
                Param(_ID("body"), "body", JsonType.ARRAY, required=True),
                Param(_ID("kind"), "kind", JsonType.STRING, required=True),
            ),
            query=(Field("kind", ParamRef(_ID("kind"))),),
            body=JsonBody(BODY),
        ),
    )


def clock(kind: str) -> Package:
    """One method without inputs, exposed as ``kind`` says: rest, mcp or stdio."""
    method = Method(_ID("now"), "GET", ("/now",), "/now", "The time")
    api = client("clock", "ClockClient", (method,), None)
    name = _ID(f"clock_{kind}")
    read = operation("GET", "now", "The time", call(api, "now"))
    rest = RestAdapter(
        "clock-rest",
        _ID("rest"),
        "openapi.json",
        "",
        _ID("clock_listen"),
        (Route("/now", "/now", "", (read,)),),
        serves_openapi=False,
    )
    tool = Tool("now", None, "Tells the time.", Hints(), (), call(api, "now"))
    port = _ID("clock_listen") if kind == "mcp" else None
    mcp = McpAdapter("clock-mcp", _ID("mcp_server"), "Tells the time.", port, (tool,))
    exchange = sent(api, "GET", "/now")
    is_rest = kind == "rest"
    return Package(
        name=name,
        distribution=name.replace("_", "-"),
        label="Clock",
        summary="Clock, served",
        description="Tells the time.",
        handle=Handle(api.attribute, api.class_name),
        clients=(api,),
        rest=(rest,) if is_rest else (),
        mcp=() if is_rest else (mcp,),
        settings=(
            *client_settings(api, "https://clock.test"),
            *(() if kind == "stdio" else (listen("clock_listen", 8080),)),
            hosts(name),
        ),
        allowed_hosts=_ID(f"{name}_allowed_hosts"),
        rest_examples=(
            ((rest.module, (RestExample(read, "/now", (), None, exchange),)),) if is_rest else ()
        ),
        tool_examples=() if is_rest else ((mcp.module, (ToolExample(tool, (), exchange),)),),
    )


#: A package of each shape, by name.
PACKAGES = {
    package.name: package
    for package in (rooms(), shop(), clock("rest"), clock("mcp"), clock("stdio"))
}
