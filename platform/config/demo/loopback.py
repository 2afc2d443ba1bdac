"""`python -m config.demo.loopback PORT`: pass [::1]:PORT on to 127.0.0.1:PORT.

Some clients resolve *.localhost to ::1 alone, and the web server listens on one address.
"""

import asyncio
import sys
from contextlib import closing, suppress

CHUNK = 65_536


async def serve(port: int) -> None:
    """Relay until the process ends."""
    server = await asyncio.start_server(lambda reader, writer: _relay(reader, writer, port), "::1", port)
    async with server:
        await server.serve_forever()


async def _relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
    """Connect both sides until both have ended; a client whose server does not listen yet is hung up on at once."""
    with closing(writer), suppress(OSError):
        upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", port)
        with closing(upstream_writer):
            await asyncio.gather(_copy(reader, upstream_writer), _copy(upstream_reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copy until the sender ends; then the receiver is told so."""
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
        writer.write_eof()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
