"""Face models behind the protocols of `core.analysis.analyzer`.

Every back end receives verified paths and never looks for files or the network itself.
Loaded only by the factories of `core.app` and by `training`.
"""

import os

# OpenCV points Qt to its own plugins when it is imported; the desktop's Qt must not follow.
_QT_VARIABLES = ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR")
_before = {name: os.environ.get(name) for name in _QT_VARIABLES}

import cv2  # noqa: E402, F401

for _name, _value in _before.items():
    if _value is None:
        os.environ.pop(_name, None)
    else:
        os.environ[_name] = _value
