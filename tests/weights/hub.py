"""A small hub for models on this computer, as huggingface_hub expects to find one."""

import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c" * 40


@contextmanager
def hub(repository, files, promised=None):
    """Serve the files of one repository; give the address and the requested paths.

    ``promised`` replaces the sha256 that the hub states for model.bin.
    """
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            self.answer(body=False)

        def do_GET(self):
            self.answer(body=True)

        def answer(self, *, body):
            asked.append(self.path)
            path = self.path.partition("?")[0]
            name = path.rpartition("/")[2]
            if path.startswith(f"/api/models/{repository}"):
                content, kind = (
                    json.dumps(self.described()).encode(),
                    "application/json",
                )
            elif path == f"/{repository}/resolve/{COMMIT}/{name}" and name in files:
                content, kind = files[name], "application/octet-stream"
            else:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.end_headers()
            if body:
                self.wfile.write(content)

        def described(self):
            entries = []
            for name, content in files.items():
                entry = {"rfilename": name, "size": len(content), "blobId": "b"}
                if name == "model.bin":
                    sha256 = promised or hashlib.sha256(content).hexdigest()
                    entry["lfs"] = {
                        "sha256": sha256,
                        "size": len(content),
                        "pointerSize": 1,
                    }
                entries.append(entry)
            return {"id": repository, "sha": COMMIT, "siblings": entries}

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
