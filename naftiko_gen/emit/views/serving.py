"""What ``__main__.py`` and ``settings.py`` need."""

from __future__ import annotations

from dataclasses import dataclass

from naftiko_gen.emit.code import PyCode
from naftiko_gen.emit.doc import Doc, Group, Value, call, data
from naftiko_gen.emit.python import fixed, name, phrase
from naftiko_gen.emit.views.python import own_import, setting
from naftiko_gen.ir import (
    BasicCredential,
    CookieCredential,
    DigestCredential,
    HeaderCredential,
    Identifier,
    McpAdapter,
    Package,
    RestAdapter,
    Setting,
    SettingKind,
    SettingRef,
    TextTemplate,
)


@dataclass(frozen=True, slots=True)
class MainView:
    """How the package is served; the flags say which of the ways there are."""

    package: PyCode
    modules: tuple[PyCode, ...]
    settings_import: PyCode
    connect_import: PyCode
    rest: bool
    http: bool
    stdio: bool
    several_servers: bool
    timeout: PyCode
    longest: Doc | None
    sockets: Doc
    servers: Doc
    addresses: tuple[Group, ...]
    create_server: PyCode
    by_namespace: Doc
    parser: Group
    option: Group


_SETTINGS = ("Settings", "SettingsError", "read_settings")


def main_view(package: Package) -> MainView:
    """Return the view of the command line and the servers."""
    adapters: tuple[RestAdapter | McpAdapter, ...] = (*package.rest, *package.mcp)
    timeouts = [setting(client.timeout) for client in package.clients]
    ports = [
        (adapter.module, adapter.listen, isinstance(adapter, McpAdapter))
        for adapter in adapters
        if adapter.listen
    ]
    by_namespace: dict[str, Value] = {
        adapter.namespace: phrase(name(adapter.module), fixed(".create_server"))
        for adapter in package.mcp
    }
    option: dict[str, Value] = {"choices": fixed("SERVERS"), "metavar": "NAMESPACE"}
    if not ports:
        option["required"] = True
    return MainView(
        package=name(package.name),
        modules=tuple(name(adapter.module) for adapter in adapters),
        settings_import=own_import(package, fixed(".settings"), *map(fixed, _SETTINGS)),
        connect_import=own_import(package, fixed(".upstream"), fixed("connect")),
        rest=bool(package.rest),
        http=bool(ports),
        stdio=bool(package.mcp),
        several_servers=len(package.mcp) > 1,
        timeout=timeouts[0],
        longest=call(fixed("max"), *timeouts) if len(timeouts) > 1 else None,
        sockets=data([call(fixed("_bind"), setting(listen)) for _, listen, _ in ports]),
        servers=data([_server(module, package.allowed_hosts) for module, _, _ in ports]),
        addresses=tuple(_address(listen, mcp) for _, listen, mcp in ports),
        create_server=phrase(
            *(name(adapter.module) for adapter in package.mcp[:1]), fixed(".create_server")
        ),
        by_namespace=data(by_namespace),
        parser=call(
            fixed("argparse.ArgumentParser"),
            prog=package.distribution,
            description=fixed("__doc__"),
        ),
        option=call(
            fixed("parser.add_argument"),
            "--stdio",
            **option,
            help="serve this MCP adapter over stdio",
        ),
    )


def has_ports(package: Package) -> bool:
    """Whether any adapter listens on a port."""
    return bool(package.rest) or any(adapter.listen for adapter in package.mcp)


def _server(module: Identifier, allowed_hosts: Identifier) -> Group:
    app = call(
        phrase(name(module), fixed(".create_app")), fixed("upstream"), setting(allowed_hosts)
    )
    return call(fixed("_server"), app, fixed("settings"))


def _address(listen: Identifier, mcp: bool) -> Group:
    if mcp:
        text = phrase(fixed('f"MCP: http://{'), setting(listen), fixed('}/mcp"'))
    else:
        text = phrase(fixed('f"REST: http://{'), setting(listen), fixed('}"'))
    return call(fixed("print"), text, file=fixed("sys.stderr"))


@dataclass(frozen=True, slots=True)
class FieldView:
    """One setting; ``head`` is ``name=``, and ``value`` how it is read."""

    name: PyCode
    type: PyCode
    secret: bool
    head: PyCode
    value: Doc


@dataclass(frozen=True, slots=True)
class SettingsView:
    """All settings, and which forms of values there are."""

    fields: tuple[FieldView, ...]
    secret: bool
    listen: bool
    cookie: bool
    token: bool
    text: bool
    user: bool


_TYPES = {
    SettingKind.TEXT: fixed("str"),
    SettingKind.URL: fixed("str"),
    SettingKind.SECONDS: fixed("float"),
    SettingKind.COUNT: fixed("int"),
    SettingKind.LISTEN: fixed("str"),
    SettingKind.HOSTS: fixed("tuple[str, ...]"),
}
_FORMS = {
    SettingKind.URL: fixed("_URL"),
    SettingKind.SECONDS: fixed("_SECONDS"),
    SettingKind.COUNT: fixed("_COUNT"),
    SettingKind.LISTEN: fixed("_LISTEN"),
    SettingKind.HOSTS: fixed("_HOSTS"),
}
_TEXT_FORMS = {
    "cookie": fixed("_COOKIE"),
    "token": fixed("_TOKEN"),
    "text": fixed("_TEXT"),
    "user": fixed("_USER"),
}


def settings_view(package: Package) -> SettingsView:
    """Return the view of the settings."""
    used = used_settings(package)
    forms = {each.field: _text_form(package, each) for each in used}
    texts = {forms[each.field] for each in used if each.kind is SettingKind.TEXT}
    return SettingsView(
        fields=tuple(_field(each, forms[each.field]) for each in used),
        secret=any(each.secret for each in used),
        listen=has_ports(package),
        cookie="cookie" in texts,
        token="token" in texts,
        text="text" in texts,
        user="user" in texts,
    )


def used_settings(package: Package) -> tuple[Setting, ...]:
    """Return the settings that count; names of hosts do not where no port is opened."""
    ports = has_ports(package)
    return tuple(s for s in package.settings if ports or s.kind is not SettingKind.HOSTS)


def _text_form(package: Package, each: Setting) -> str:
    """Return what a text must be for all the places where it goes."""
    headers: set[Identifier] = set()
    users: set[Identifier] = set()
    cookies: set[Identifier] = set()
    for client in package.clients:
        match client.credential:
            case HeaderCredential(headers=several):
                headers.update(*(_references(value) for _, value in several))
            case CookieCredential(value=value):
                cookies |= _references(value)
            case BasicCredential(username=username) | DigestCredential(username=username):
                users |= _references(username)
            case _:
                pass
    if each.field in cookies:
        return "cookie"
    if each.field in headers:
        return "token"
    return "user" if each.field in users else "text"


def _references(template: TextTemplate) -> set[Identifier]:
    return {part.field for part in template if isinstance(part, SettingRef)}


def _field(each: Setting, text_form: str) -> FieldView:
    return FieldView(
        name=name(each.field),
        type=_TYPES[each.kind],
        secret=each.secret,
        head=phrase(name(each.field), fixed("=")),
        value=_read(each, text_form),
    )


def _read(each: Setting, text_form: str) -> Doc:
    form = _FORMS.get(each.kind) or _TEXT_FORMS[text_form]
    arguments: list[Value] = [each.variable, form]
    if each.default not in (None, ""):
        arguments.append(str(each.default))
    read = call(fixed("read"), *arguments)
    match each.kind:
        case SettingKind.SECONDS:
            return call(fixed("float"), read)
        case SettingKind.COUNT:
            return call(fixed("int"), read)
        case SettingKind.HOSTS:
            items = Group(read.open, read.items, fixed(").split()"))
            return call(fixed("tuple"), items)
        case _:
            return read
