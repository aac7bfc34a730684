"""`evaluate`: figures with intervals, tables of the papers, and metrics that `score` adds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper

from core.domain.alignment import LITE_128
from core.domain.face import Landmarks
from core.domain.recipe import RestoreRecipe
from core.errors import WeightsError
from training.__main__ import main
from training.architectures import ARCHITECTURES, build_modules
from training.checkpoints import RunState, save_modules
from training.config import ConfigError
from training.crops import CropStore
from training.evaluate import EvaluateOptions, evaluate
from training.evaluation import niqe
from training.evaluation import protocol as tables
from training.evaluation.candidates import CandidateOptions, load_candidate
from training.evaluation.judge import IdentityJudge
from training.evaluation.measuring import Bench
from training.evaluation.protocol import Protocol, ProtocolOptions
from training.evaluation.scores import METRICS, score
from training.metrics import sharpness
from training.trials import TrialOptions, make_trials

KEYS = ("ids", "ids_input", "iv", "psnr", "ssim", "niqe", "sharpness", "failures")
LITE = CandidateOptions(template=LITE_128.name)


class ColourEmbedder:
    """In dlib's seat: the colours of a coarse grid, centred, of unit length."""

    name = "colours"

    def embed(self, crop: np.ndarray, landmarks: Sequence[Landmarks]) -> np.ndarray:
        coarse = crop.reshape(8, crop.shape[0] // 8, 8, -1, 3).mean(axis=(1, 3)).ravel()
        vector = coarse - coarse.mean()
        return np.repeat(vector[None] / np.linalg.norm(vector), len(landmarks), axis=0).astype(np.float32)


class SeesAll:
    """In the detector's seat."""

    name = "sees-all"

    def detect(self, image: np.ndarray) -> list[np.ndarray]:
        return [image]


@pytest.fixture
def bench(store: CropStore, tmp_path: Path) -> Bench:
    return Bench(store, IdentityJudge(LITE_128, ColourEmbedder(), SeesAll(), tmp_path / "vectors"))


@pytest.fixture
def run_folder(tmp_path: Path) -> Path:
    """A tiny run that has learnt nothing but listens to its references."""
    torch.manual_seed(0)
    modules = build_modules(ARCHITECTURES["tiny"])
    with torch.no_grad():
        for weight in modules.identity.to_values.parameters():
            weight.normal_()
        modules.prior.conv_out.weight.normal_(std=0.05)
    save_modules(tmp_path / "run", modules.named(), {}, RunState("alignment", 1, 1, 1.0))
    return tmp_path / "run"


def test_the_command_line_of_the_card_gives_every_figure_with_its_interval(
    face_folder: Path, crop_cache: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report_file, pairs = tmp_path / "report.json", tmp_path / "pairs"
    code = main(
        [
            "evaluate", "restorer=plain", f"data={face_folder}", "split=dev", "degradation=severe",
            "references=1", "reference_px=64", "limit=4", f"json={report_file}", f"save={pairs}",
            f"cache={crop_cache}",
        ]
    )  # fmt: skip
    assert code == 0
    report = json.loads(report_file.read_text())
    for name in KEYS:
        low, high = report[name]["ci95"]
        assert low <= report[name]["mean"] <= high
    assert report["psnr"] == report["psnr_input"]
    assert report["kinds"]["source"]["drawn"]["faces"] == report["faces"] == 4
    assert set(report["kinds"]) == {"source", "colour", "size", "pose"}
    assert len(list((pairs / "output").iterdir())) == 4
    assert (pairs / "sheet.png").exists()
    assert "| ids | " in capsys.readouterr().out


def test_vectors_of_truths_and_inputs_are_kept_for_the_next_run(bench: Bench) -> None:
    plain = load_candidate("plain", LITE)
    bench.measure(plain, TrialOptions(), RestoreRecipe(restorer="plain"))
    kept = np.load(next((bench.judge._file.parent).iterdir()))
    assert len(kept.files) == 12


def test_identity_variance_is_nothing_where_references_change_nothing(bench: Bench) -> None:
    recipe = RestoreRecipe(restorer="plain")
    variance = bench.identity_variance(load_candidate("plain", LITE), TrialOptions(), recipe)
    assert variance.mean == pytest.approx(0, abs=1e-6)


def test_identity_variance_grows_with_the_influence_of_the_reference(bench: Bench, run_folder: Path) -> None:
    restorer = load_candidate(str(run_folder), LITE)
    weak, strong = (
        bench.identity_variance(
            restorer, TrialOptions(limit=2), RestoreRecipe(restorer="lite", identity_scale=scale, steps=1)
        ).mean
        for scale in (0.1, 1.0)
    )
    assert 0 < weak < strong


def test_the_papers_tables_come_from_one_run(
    bench: Bench, run_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "REFERENCE_COUNTS", (1, 2))
    monkeypatch.setattr(niqe, "BOOTSTRAP_SAMPLES", 5)
    restorer = load_candidate(str(run_folder), LITE)
    options = ProtocolOptions(
        TrialOptions(limit=2), steps=1, before=str(run_folder), naive=str(run_folder), latent=str(run_folder)
    )
    out = tmp_path / "tables"
    report = Protocol(bench, restorer, LITE, options).run(out)
    assert json.loads((out / "tables.json").read_text()) == json.loads(json.dumps(report))
    found = {name: list(rows) for name, rows in report["tables"].items()}
    assert found["Table 1, severe"] == ["plain", "without reference", "with reference"]
    assert found["Table 2, size of the reference"] == ["64 px", "128 px", "mixed 64 to 512 px", "512 px"]
    assert found["Table 3, concatenation"] == ["pixel-level", "latent-level"]
    assert found["Table 4, Identity Variance"] == ["baseline", "naive fine-tuning", "alignment learning"]
    assert found["Number of references"] == [
        "1, mean-prediction", "2, mean-prediction", "1, tokens", "2, tokens",
    ]  # fmt: skip
    assert report["goals"]["IDS with reference / without"]["wanted"] == ">= 1.4"
    assert "## Table 2, size of the reference" in (out / "tables.md").read_text()
    assert (out / "severe" / "with-reference" / "sheet.png").exists()


def test_mixed_sizes_of_references_lie_between_the_smallest_and_the_largest(store: CropStore) -> None:
    sharp, mixed, coarse = (
        make_trials(store, TrialOptions(references=2, reference_px=side)) for side in (512, 0, 64)
    )
    whole = np.ones(sharp[0].valid.shape, dtype=bool)
    detail = [
        np.mean([sharpness(crop, whole) for trial in trials for crop in trial.references])
        for trials in (sharp, mixed, coarse)
    ]
    assert detail[0] > detail[1] > detail[2]


def identity_network(path: Path, *, fidelity: bool) -> Path:
    """An ONNX restorer that gives its input back, with GFPGAN's or CodeFormer's interface."""
    face = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, 512, 512])
    inputs = [face]
    if fidelity:
        inputs.append(helper.make_tensor_value_info("weight", TensorProto.DOUBLE, [1]))
    back = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 3, 512, 512])
    graph = helper.make_graph([helper.make_node("Identity", ["input"], ["output"])], "g", inputs, [back])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, path)
    return path


@pytest.mark.parametrize("fidelity", [False, True])
def test_an_onnx_restorer_is_measured_in_the_frame_of_ours(
    store: CropStore, tmp_path: Path, fidelity: bool
) -> None:
    file = identity_network(tmp_path / "gfpgan.onnx", fidelity=fidelity)
    restorer = load_candidate(str(file), LITE)
    trials = make_trials(store, TrialOptions(limit=1, references=0, degradation="moderate"))
    bench = Bench(store, IdentityJudge(LITE_128, ColourEmbedder(), SeesAll(), tmp_path))
    measured = bench.measure(restorer, TrialOptions(limit=1, references=0), RestoreRecipe(restorer="gfpgan"))
    assert measured.outputs[0].shape == trials[0].degraded.shape
    # There and back again costs a little sharpness and nothing else.
    assert abs(measured.figures["psnr"].mean - measured.figures["psnr_input"].mean) < 0.5


def test_a_restorer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(ConfigError):
        load_candidate("nobody", LITE)
    with pytest.raises(ConfigError):
        load_candidate(str(tmp_path / "missing.onnx"), LITE)
    with pytest.raises(WeightsError):
        load_candidate(str(tmp_path / "broken.onnx"), LITE)


@pytest.mark.parametrize(
    "wrong", [{"degradation": "rain"}, {"rule": "vote"}, {"limit": -1}, {"protocol": True}]
)
def test_options_that_cannot_be_measured_are_refused(
    face_folder: Path, crop_cache: Path, wrong: dict[str, object]
) -> None:
    fixed = {"restorer": "plain", "data": str(face_folder), "cache": str(crop_cache), "variance": False}
    with pytest.raises(ConfigError):
        evaluate(EvaluateOptions(**{**fixed, **wrong}))


def test_score_adds_its_metrics_to_every_row_that_has_pictures(bench: Bench, tmp_path: Path) -> None:
    out, asked = tmp_path / "tables", []

    def metric_of(name: str) -> object:
        asked.append(name)
        return lambda output, truth: 0.25 if truth is None else 0.75

    options = ProtocolOptions(TrialOptions(limit=2), steps=1)
    protocol = Protocol(bench, load_candidate("plain", LITE), LITE, replace(options))
    rows = protocol.quality(protocol.cases()[0], out)
    report = {"restorer": "plain", "split": "dev", "goals": {}, "tables": {"Table 1, severe": rows}}
    (out / "tables.json").write_text(json.dumps(report))
    assert score(out, metric_of) == [out / "tables.json"]
    scored = json.loads((out / "tables.json").read_text())["tables"]["Table 1, severe"]["plain"]
    assert scored["lpips"] == {"mean": 0.75, "ci95": [0.75, 0.75]}
    assert scored["musiq"]["mean"] == 0.25
    assert asked == list(METRICS)
    assert "| lpips | " in (out / "tables.md").read_text()


def test_score_refuses_a_folder_without_a_report(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="evaluate save="):
        score(tmp_path, lambda name: lambda output, truth: 0.0)
