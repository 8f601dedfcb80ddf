"""Keep libraries from telling others that somebody is rehearsing."""

import os
from typing import Final

OPT_OUTS: Final = {
    # From 1.29 on the wheels of onnxruntime for Linux and macOS keep a device id and a
    # record of every model that is loaded in the user's cache folder and send it to
    # mobile.events.data.microsoft.com. The variable is read once, when the library
    # is loaded. https://github.com/microsoft/onnxruntime/pull/27379 and 29843, which
    # gave it its second name.
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_TELEMETRY_DISABLED": "1",
    # Sent by huggingface_hub with every request.
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


def opt_out() -> None:
    """Switch off what libraries would send; before the first of them is imported."""
    os.environ.update(OPT_OUTS)
