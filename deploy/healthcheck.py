"""Exit 0 when this container's web server is ready: it answers and reaches its database."""

import http.client
import os
import sys


def main() -> int:
    """Ask as the platform's own host: any other is refused."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": os.environ.get("ECMS_BASE_DOMAIN", "localhost")})
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main())
