"""Plans by what is free, and the way down when memory runs out."""

from __future__ import annotations

import psutil
import pytest
import torch
from torch import nn

from core.domain.recipe import ExecutionPlan
from core.errors import DeviceError
from core.restoration.ridfr.device import (
    LITE_NEEDS,
    SD15_NEEDS,
    MemoryMeter,
    cpu_plan,
    cuda_plan,
    place,
    plan_after_running_out,
    ran_out_of_memory,
    smaller_plan,
)

GB = 2**30


@pytest.mark.parametrize(
    ("free", "batch", "tiled", "offloaded"),
    [
        (140, 16, False, False),
        (8, 5, False, False),
        (4, 1, False, False),
        (3.5, 1, True, False),
        (2, 1, True, True),
    ],
)
def test_a_card_gets_what_fits_into_it(free: float, batch: int, tiled: bool, offloaded: bool) -> None:
    plan = cuda_plan(SD15_NEEDS, int(free * GB))
    assert (plan.batch_size, plan.tiled, plan.offloaded) == (batch, tiled, offloaded)
    assert plan.dtype == "float16"


def test_lite_stays_in_full_precision_and_is_never_tiled() -> None:
    plan = cuda_plan(LITE_NEEDS, GB // 2)
    assert plan == ExecutionPlan("cuda", "float32", 1)


def test_the_way_down_goes_step_by_step_to_the_cpu() -> None:
    plan: ExecutionPlan | None = ExecutionPlan("cuda", "float16", 4)
    steps = []
    while plan is not None:
        steps.append((plan.device, plan.batch_size, plan.tiled, plan.offloaded))
        plan = smaller_plan(plan, SD15_NEEDS)
    assert steps == [
        ("cuda", 4, False, False),
        ("cuda", 2, False, False),
        ("cuda", 1, False, False),
        ("cuda", 1, True, False),
        ("cuda", 1, True, True),
        ("cpu", 1, True, False),
    ]


def test_the_cpu_is_taken_only_after_asking() -> None:
    last = ExecutionPlan("cuda", "float16", 1, tiled=True, offloaded=True)
    asked: list[str] = []
    with pytest.raises(DeviceError, match="lite"):
        plan_after_running_out(last, SD15_NEEDS, None)
    with pytest.raises(DeviceError, match="graphics card"):
        plan_after_running_out(last, SD15_NEEDS, lambda question: bool(asked.append(question)))
    assert "minutes" in asked[0]
    assert plan_after_running_out(last, SD15_NEEDS, lambda _: True).device == "cpu"


def test_after_the_last_plan_there_is_a_sentence() -> None:
    with pytest.raises(DeviceError, match="single face"):
        plan_after_running_out(ExecutionPlan("cpu", "float32", 1), LITE_NEEDS, None)


def test_a_cpu_with_too_little_memory_is_refused_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = psutil.virtual_memory()._replace(available=4 * GB)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: short)
    with pytest.raises(DeviceError, match=r"needs 6\.2 GB"):
        cpu_plan(SD15_NEEDS)
    assert cpu_plan(LITE_NEEDS).batch_size == 4


def test_running_out_is_told_from_other_errors() -> None:
    assert ran_out_of_memory(torch.OutOfMemoryError())
    assert ran_out_of_memory(RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"))
    assert not ran_out_of_memory(RuntimeError("shapes do not match"))


@torch.no_grad()
def test_weights_brought_layer_by_layer_give_the_same_result() -> None:
    torch.manual_seed(0)
    module = nn.Sequential(nn.Linear(4, 8), nn.SiLU(), nn.Linear(8, 2))
    x = torch.randn(3, 4)
    whole = module(x)
    place([module], ExecutionPlan("cpu", "float32", 1, offloaded=True))
    assert all(parameter.device.type == "meta" for parameter in module.parameters())
    assert torch.equal(module(x), whole)
    place([module], ExecutionPlan("cpu", "float32", 1))
    assert torch.equal(module(x), whole)


def test_the_meter_sees_the_process() -> None:
    meter = MemoryMeter("cpu")
    meter.reset()
    assert meter.name == "CPU"
    assert meter.peak() >= psutil.Process().memory_info().rss * 0.5
