"""Tensors out of weights files of other people: safetensors, or PyTorch's own format without its code.

A PyTorch file is a pickle, which may run anything when it is opened; it is read with
`weights_only`, which admits tensors and plain containers and refuses the rest.
"""

from __future__ import annotations

import pickle
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from core.errors import WeightsError
from core.sentence import Sentence

Module = TypeVar("Module", bound=nn.Module)

WRAPPERS = ("state_dict", "params_ema", "params")
"""Names under which training programs keep the weights beside their own state."""


def read_tensors(path: Path) -> dict[str, Tensor]:
    """All tensors of a file by their dotted names; nested dictionaries are joined with dots.

    Raises:
        WeightsError: missing, truncated, another kind of file, or a pickle that holds code.
    """
    if path.suffix == ".safetensors":
        return _read_safetensors(path)
    flat: dict[str, Tensor] = {}
    _flatten(_unwrap(_read_pickle(path)), "", flat)
    if not flat:
        raise WeightsError("This file holds no weights; download it again.", path=path)
    return flat


def assemble(
    build: Callable[[], Module],
    tensors: Mapping[str, Tensor],
    *,
    path: Path,
    dtype: torch.dtype = torch.float32,
) -> Module:
    """A module with the tensors of a file as its weights, without initialising it first.

    Args:
        build: makes the module; called on torch's meta device, where nothing is computed.
        tensors: exactly its weights, in any precision.
        path: named when they do not fit.
        dtype: precision of the module.

    Raises:
        WeightsError: a weight is missing, left over, or has another shape.
    """
    with torch.device("meta"):
        module = build()
    check_weights(module, tensors, path=path)
    converted = {name: tensor.to(dtype) for name, tensor in tensors.items()}
    module.load_state_dict(converted, strict=True, assign=True)
    return module.eval().requires_grad_(False)


def check_weights(module: nn.Module, tensors: Mapping[str, Tensor], *, path: Path) -> None:
    """Refuse tensors that are not exactly the weights of the module.

    Raises:
        WeightsError: names the first that does not fit.
    """
    wanted = module.state_dict()
    if missing := sorted(wanted.keys() - tensors.keys()):
        raise WeightsError(
            _not_that_model(
                Sentence("{count} weights are missing, {name} first", count=len(missing), name=missing[0])
            ),
            path=path,
        )
    if left_over := sorted(tensors.keys() - wanted.keys()):
        raise WeightsError(_not_that_model(Sentence("it has {name} too", name=left_over[0])), path=path)
    for name, tensor in wanted.items():
        if tensor.shape != tensors[name].shape:
            found, needed = (tuple(shape) for shape in (tensors[name].shape, tensor.shape))
            raise WeightsError(
                _not_that_model(
                    Sentence(
                        "{name} is {found}, not {needed}", name=name, found=str(found), needed=str(needed)
                    )
                ),
                path=path,
            )


def _not_that_model(difference: str) -> str:
    return Sentence(
        "This file is of another model: {difference}. Choose the file that the pack names.",
        difference=difference,
    )


def _read_safetensors(path: Path) -> dict[str, Tensor]:
    try:
        return dict(load_file(path))
    except FileNotFoundError as error:
        raise WeightsError("A weights file is missing; add the pack again.", path=path) from error
    except (SafetensorError, OSError) as error:
        raise WeightsError(
            "This is not a whole safetensors file; download it again and add it.", path=path
        ) from error


def _read_pickle(path: Path) -> Any:
    try:
        with warnings.catch_warnings():
            # Whether PyTorch knows this protocol is answered by whether it can read the file.
            warnings.filterwarnings("ignore", "Detected pickle protocol", UserWarning)
            return torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise WeightsError("A weights file is missing; add the pack again.", path=path) from error
    except pickle.UnpicklingError as error:
        raise WeightsError(
            "This file holds more than weights and might run a program when opened; it is not used. "
            "Choose the publisher's own file, or a safetensors one.",
            path=path,
        ) from error
    except (RuntimeError, EOFError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise WeightsError(
            "This is not a whole PyTorch weights file; download it again and add it.", path=path
        ) from error


def _unwrap(loaded: Any) -> Any:
    while isinstance(loaded, Mapping):
        wrapper = next((name for name in WRAPPERS if isinstance(loaded.get(name), Mapping)), None)
        if wrapper is None:
            break
        loaded = loaded[wrapper]
    return loaded


def _flatten(value: Any, name: str, into: dict[str, Tensor]) -> None:
    if isinstance(value, Tensor):
        into[name.removeprefix("module.")] = value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}" if name else str(key), into)
