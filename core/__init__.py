"""Everything of RIDFR Desktop that works without a screen.

Layers, an upper one may import a lower one and never the other way round::

    cli            the `ridfr` command
    benchmarks     `ridfr bench`
    app            composition root: the only door to heavy back ends
    services       the verbs: index, group, restore, export ... plain functions
    analysis | clustering | imaging | jobs | library | restoration | settings | weights
    domain | events | paths | progress
    errors
    sentence

Nothing in this package imports Qt, and importing it loads no torch, diffusers,
onnxruntime, insightface, dlib, cv2 or sklearn.
"""

import os

# ONNX Runtime tells Microsoft of every model it opens, unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
