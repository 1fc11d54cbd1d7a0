"""Names that a place already uses.

Frozen lists: the Python that runs the generator decides nothing about what it writes.
"""

#: Python 3.14.
KEYWORDS = frozenset(
    """
    False None True and as assert async await break class continue def del elif else
    except finally for from global if import in is lambda nonlocal not or pass raise
    return try while with yield
    """.split()
)

#: Lower-case builtins, Python 3.14.
BUILTINS = frozenset(
    """
    abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr
    classmethod compile complex copyright credits delattr dict dir divmod enumerate eval
    exec exit filter float format frozenset getattr globals hasattr hash help hex id input
    int isinstance issubclass iter len license list locals map max memoryview min next
    object oct open ord pow print property quit range repr reversed round set setattr
    slice sorted staticmethod str sum super tuple type vars zip
    """.split()
)

#: Top-level modules of the standard library, Python 3.11 to 3.14.
STDLIB = frozenset(
    """
    abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
    audioop base64 bdb binascii bisect builtins bz2 cProfile calendar cgi cgitb chunk
    cmath cmd code codecs codeop collections colorsys compileall compression concurrent
    configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses
    datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum
    errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc
    genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http
    idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
    lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap
    modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path
    numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes
    pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd
    py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
    resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal
    site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants
    sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys
    sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading
    time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
    turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref
    webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib
    zoneinfo
    """.split()
)

#: Import names of what a generated package depends on, and of what its developers run.
DEPENDENCIES = frozenset(
    """
    aiohttp aiohappyeyeballs aiosignal anyio attr attrs frozenlist h11 httpcore2 httptools httpx2
    idna jsonschema mcp mcp_types multidict mypy opentelemetry propcache pydantic pydantic_core
    pytest referencing rpds ruff sniffio sse_starlette starlette test tests
    typing_extensions uvicorn uvloop yarl
    """.split()
)

#: Modules that a generated package has, and names beside which modules are imported.
MODULES = frozenset(
    """
    address anyio_backend app arguments body bound client config connect create error expected
    family grace headers init listen longest main mcp_server missing namespace number operations
    outputs parser port read_settings reader request rest runner serve serve_http serve_stdio server
    servers settings skill sockets status stdio_server stop stub target tasks tests tool upstream
    verb web writer
    """.split()
)

#: What the modules of a generated package call by these names where a client is near.
CLIENT_NAMES = BUILTINS | frozenset(
    """
    address allowed_hosts answer app argparse arguments asynccontextmanager body call connect
    content context contextlib count dataclass environ error files gc handlers headers hosts index
    json listen logger logging main mcp_app mcp_server message method names os outputs params parser
    path pytest quote read_settings request response rest rest_app result route routes run sent
    serve serve_http serve_stdio server servers session settings signal stack status stdio_server
    stop stub sys target text tool tools types upstream upstreams url uvicorn validator value
    """.split()
)

#: What surrounds the handlers of a REST adapter, and what they call.
HANDLER_NAMES = BUILTINS | frozenset(
    "allowed_hosts app content health hosts openapi outputs request routes".split()
)

#: What a handler calls by these names beside its inputs.
INPUT_NAMES = frozenset("bool content dict float int list object outputs request str".split())

#: What surrounds the fields of `Settings`.
FIELD_NAMES = KEYWORDS | frozenset("field float int read str tuple".split())
