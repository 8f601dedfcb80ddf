"""The studio keeps what its OpenAPI document promises, against a real server."""

import json
import urllib.request

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.web.stand_ins import ScriptedBench, served
from voicecoach.web import checkup
from voicecoach.web.app import described


class NoChild:
    """Stands for the process of the checks, which would open the microphone."""

    def __init__(self, work, limits):
        self.line = self

    def hear(self, until):
        return {"done": True}

    def end(self):
        pass


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("VOICECOACH_HOME", str(home))
        patch.setattr(checkup, "Child", NoChild)
        patch.setattr("voicecoach.speak.voices", lambda: ())
        with served(home, ScriptedBench()) as studio:
            yield studio


def document(studio):
    url = f"{studio.address.url}api/openapi.json"
    bearer = {"authorization": f"Bearer {studio.keys.token}"}
    with urllib.request.urlopen(urllib.request.Request(url, headers=bearer)) as answer:
        return json.load(answer)


def operations():
    """Name every operation of the document."""
    paths = described()["paths"]
    return [(method.upper(), path) for path in paths for method in paths[path]]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("method", "path"), operations())
def test_every_operation_keeps_its_promise(live, method, path, mode):
    schema = schemathesis.openapi.from_dict(document(live))
    schema.config.update(base_url=live.address.url)
    try:
        strategy = schema[path][method].as_strategy(generation_mode=mode)
        bearer = {"Authorization": f"Bearer {live.keys.token}"}

        @settings(
            max_examples=6, deadline=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=strategy)
        def keeps(case):
            case.call_and_validate(headers=bearer)

        keeps()
    except Unsatisfiable:
        pytest.skip("nothing that could be sent is wrong")


def test_everything_is_described(live):
    served_document = document(live)
    assert served_document == described()
    assert not [
        path for path in served_document["paths"] if not path.startswith("/api/")
    ]
    assert len(served_document["paths"]) > 12
    for path, methods in served_document["paths"].items():
        for method, operation in methods.items():
            codes = set(operation["responses"])
            assert {"401", "403", "422"} <= codes, (method, path)
            assert codes & {"200", "201", "202", "204"}
