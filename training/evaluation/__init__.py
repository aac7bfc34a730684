"""How a restorer is measured: candidates, judges, figures and the paper's tables."""
