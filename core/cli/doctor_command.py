"""`ridfr doctor`: what this machine can run, and what is missing, in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.errors import DeviceError, SettingsError
from core.paths import default_library_folder, packs_folder, settings_file, with_home
from core.services.doctor import Diagnosis, Part, diagnose, enable_gpu, has_cuda_provider
from core.settings import load_settings
from core.weights.store import PackStore

app = command_app()


@app.command()
def doctor(
    gpu: Annotated[
        bool, typer.Option("--enable-gpu", help="Install the CUDA build of onnxruntime (asks first).")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what this machine can run and what is missing."""
    output = Output(as_json)
    folder = with_home(library or default_library_folder()).absolute()
    diagnosis = diagnose(load_settings(), folder, PackStore(packs_folder()))
    if gpu:
        _enable_gpu(output, diagnosis, yes=yes)
        return
    _show(output, diagnosis)
    output.finish(diagnosis, problems=diagnosis.problems)


def _show(output: Output, found: Diagnosis) -> None:
    output.line(f"Python {found.python} on {found.system}, {found.cores} cores")
    output.line(f"Memory {found.memory_free:.1f} of {found.memory_total:.1f} GB free")
    output.line(f"Library {found.library} ({found.disk_free:.1f} GB free on its disk)")
    output.line(f"Settings {settings_file()}: pack {found.pack}, restorer {found.restorer}")
    output.line(f"Models installed: {', '.join(found.packs) or 'none'}")
    output.table(["Part", "Works", "What"], [_row(part) for part in found.parts])
    if found.cuda:
        output.line(f"Restoring runs on {found.cuda}.")
        if not has_cuda_provider(found.part("onnxruntime")):
            output.line("Finding faces runs on the CPU; `ridfr doctor --enable-gpu` moves it to the GPU.")
    else:
        output.line("No CUDA device: everything runs on the CPU. The restorer `lite` is made for that.")
    if not found.problems:
        output.line("Nothing is missing.")


def _row(part: Part) -> tuple[str, str, str]:
    device = f"{part.cuda}, {part.memory:.0f} GB" if part.cuda else ""
    providers = ", ".join(name.removesuffix("ExecutionProvider") for name in part.providers)
    return (
        part.name,
        "yes" if part.works else "no",
        "; ".join(filter(None, (part.version, device, providers))),
    )


def _enable_gpu(output: Output, found: Diagnosis, *, yes: bool) -> None:
    if not found.cuda:
        raise DeviceError("torch finds no CUDA device, so there is nothing to enable. Check the driver.")
    if has_cuda_provider(found.part("onnxruntime")):
        output.line("onnxruntime already runs on CUDA.")
        output.finish(found.part("onnxruntime"))
        return
    output.note("This replaces onnxruntime by its CUDA build of the same version: about 260 MB to download.")
    if not yes and (output.as_json or not typer.confirm("Go on?", err=True)):
        raise SettingsError("Nothing was changed.")
    part = enable_gpu()
    output.line("Finding faces runs on the GPU now. Repeat this after an upgrade of RIDFR Desktop.")
    output.finish(part)
