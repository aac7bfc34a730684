"""Pixels and their metadata: reading files safely, aligning and blending faces, writing files.

Files of unknown origin are opened in one place, `decoding`, which runs in the worker process of
`decoder`. Originals are opened for reading only.
"""
