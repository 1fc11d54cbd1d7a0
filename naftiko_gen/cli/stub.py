"""`naftiko-gen stub`."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import click

from naftiko_gen.cli.reading import read_bytes


@click.command("stub")
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0 takes a free one.")
def command(spec: Path, host: str, port: int) -> None:
    """Serve an upstream made from SPEC until Ctrl-C; it keeps in memory what you create."""
    try:
        asyncio.run(_serve(spec, host, port))
    except ModuleNotFoundError as error:
        message = f"{error.name} is missing; pip install 'naftiko-gen[run]' brings it"
        raise click.UsageError(message) from None
    except (ValueError, OSError) as error:
        click.echo(f"naftiko-gen: {error}", err=True)
        raise SystemExit(1) from None


async def _serve(spec: Path, host: str, port: int) -> None:
    from naftiko_gen.stub import Stub, serve

    stub = Stub.read(str(spec), read_bytes(spec))
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with serve(stub, host, port) as address:
        for namespace, url in stub.base_urls(address).items():
            click.echo(f"{namespace}: {url}")
        await stopped.wait()
