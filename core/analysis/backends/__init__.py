"""Face models behind the protocols of `core.analysis.analyzer`.

Every back end receives verified paths and never looks for files or the network itself.
Loaded only by the factories of `core.app` and by `training`.
"""
