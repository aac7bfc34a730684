"""ONNX models of the right shapes with known answers: a detector that always finds one face
at a known place, and an embedder that projects the mean colours of a grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE = 640
FACE_BOX = (160.0, 128.0, 352.0, 384.0)
FACE_POINTS = ((224.0, 224.0), (288.0, 224.0), (256.0, 256.0), (230.0, 300.0), (282.0, 300.0))
"""The toy detector's face: left, top, right, bottom and five points in a 640-pixel picture."""


def save_detector(path: Path) -> None:
    """SCRFD's nine outputs as constants: one face at stride 32."""
    outputs, names = [], []
    for kind, width in (("score", 1), ("box", 4), ("points", 10)):
        for stride in (8, 16, 32):
            values = np.zeros((2 * (SIDE // stride) ** 2, width), dtype=np.float32)
            if stride == 32:
                values[_anchor()] = _answer(kind, stride)
            names.append(f"{kind}_{stride}")
            outputs.append(numpy_helper.from_array(values, f"constant_{names[-1]}"))
    nodes = [helper.make_node("Identity", [f"constant_{name}"], [name]) for name in names]
    _save(path, nodes, outputs, [1, 3, SIDE, SIDE], names)


def _anchor() -> int:
    return 2 * (8 * (SIDE // 32) + 8)  # the cell whose centre is (256, 256)


def _answer(kind: str, stride: int) -> np.ndarray:
    centre = np.array([256.0, 256.0])
    left, top, right, bottom = FACE_BOX
    if kind == "score":
        return np.array([0.9], dtype=np.float32)
    if kind == "box":
        sides = [256 - left, 256 - top, right - 256, bottom - 256]
        return np.asarray(sides, dtype=np.float32) / stride
    return ((np.array(FACE_POINTS) - centre) / stride).ravel().astype(np.float32)


def save_embedder(path: Path, dimensions: int) -> None:
    """A 112-pixel crop to a vector: mean colour of 8 x 8 cells, projected at random."""
    weights = np.random.default_rng(0).normal(size=(3 * 64, dimensions)).astype(np.float32)
    nodes = [
        helper.make_node("AveragePool", ["input"], ["cells"], kernel_shape=[14, 14], strides=[14, 14]),
        helper.make_node("Flatten", ["cells"], ["flat"]),
        helper.make_node("MatMul", ["flat", "weights"], ["vector"]),
    ]
    initializers = [numpy_helper.from_array(weights, "weights")]
    _save(path, nodes, initializers, [1, 3, 112, 112], ["vector"], [1, dimensions])


def _save(
    path: Path,
    nodes: list[onnx.NodeProto],
    constants: list[onnx.TensorProto],
    shape: list[int],
    outputs: list[str],
    output_shape: list[int] | None = None,
) -> None:
    graph = helper.make_graph(
        nodes,
        "toy",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, output_shape) for name in outputs],
        initializer=constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(path))


def save_insightface_pack(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    save_detector(folder / "det_toy.onnx")
    save_embedder(folder / "rec_toy.onnx", 512)
    return folder
