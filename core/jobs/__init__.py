"""Background work in lanes: one thread per scarce thing, frozen snapshots outwards."""
