"""The papers' tables from one command: RIDFR's Tables 1 to 4, RefID's number of references.

Rows are measured once, however many tables they stand in.  The tables go to ``tables.json`` and
``tables.md``; the pairs of Table 1 are written for `score`, which adds the learnt metrics.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.recipe import RestoreRecipe
from core.restoration.restorer import Restorer
from training.evaluation.candidates import PLAIN, CandidateOptions, load_candidate
from training.evaluation.goals import goals
from training.evaluation.measuring import Bench, Measurement
from training.evaluation.pairs import save_pairs, save_sheet
from training.evaluation.reports import Report, tables_as_markdown, write_json
from training.trials import MIXED, WHOLE, TrialOptions, is_given

REFERENCE_COUNTS = (1, 2, 3, 4, 5, 6, 7, 8)
REFERENCE_SIDES = {64: "64 px", 128: "128 px", MIXED: "mixed 64 to 512 px", WHOLE: "512 px"}
RULES = ("mean-prediction", "tokens")
TESTED = ""
"""Name of the restorer that the tables are about; others go by the name they are loaded by."""

Rows = dict[str, Report]
"""Rows of a table by their names."""


@dataclass(frozen=True)
class ProtocolOptions:
    """What the tables are made of, beside the restorer itself."""

    trials: TrialOptions
    """Split, limit and degradation; references are each table's own."""
    steps: int = 0
    baselines: tuple[str, ...] = ()
    before: str = ""
    naive: str = ""
    latent: str = ""


class Protocol:
    """All tables of one restorer on one data set."""

    def __init__(
        self, bench: Bench, restorer: Restorer, candidates: CandidateOptions, options: ProtocolOptions
    ) -> None:
        self.bench = bench
        self.options = options
        # Baselines are measured in the restorer's frame, or they would be judged on other pictures.
        self.candidates = replace(candidates, template=restorer.spec.template.name)
        self._restorers = {TESTED: restorer}
        self._measured: dict[tuple[str, TrialOptions, RestoreRecipe], Measurement] = {}

    def run(self, folder: Path) -> Report:
        """Measure everything; leaves tables, pictures and a contact sheet in `folder`."""
        cases = self.cases()
        poor, fair = cases[0], cases[-1]
        tables = {f"Table 1, {case.degradation}": self.quality(case, folder) for case in cases}
        tables |= {
            "Table 2, size of the reference": self.reference_sizes(poor),
            "Table 3, concatenation": self.concatenation(poor),
            "Table 4, Identity Variance": self.variances(poor),
            "Number of references": self.reference_counts(poor),
            "A stranger's reference": self.strangers(fair),
        }
        spec = self._restorers[TESTED].spec
        report: Report = {
            "restorer": spec.name,
            "weights": spec.weights,
            "split": self.options.trials.split,
            "limit": self.options.trials.limit,
            "goals": goals(self, poor, fair),
            "tables": {name: rows for name, rows in tables.items() if rows},
        }
        write_json(folder / "tables.json", report)
        (folder / "tables.md").write_text(tables_as_markdown(report), encoding="utf-8")
        self.sheet(poor, folder / "sheet.png")
        return report

    def cases(self) -> list[TrialOptions]:
        """Severe and moderate with one reference each, or the data set's own low-quality pictures."""
        one = replace(self.options.trials, references=1, reference_px=WHOLE, stranger=False)
        if is_given(one.degradation):
            return [one]
        return [replace(one, degradation=name) for name in ("severe", "moderate")]

    def quality(self, case: TrialOptions, folder: Path) -> Rows:
        """Table 1: every restorer on the same faces, without and with a reference."""
        blind = replace(case, references=0)
        compared = {Path(name).stem: (name, blind) for name in (PLAIN, *self.options.baselines)}
        compared |= {"without reference": (TESTED, blind), "with reference": (TESTED, case)}
        rows = {}
        for title, (name, trials) in compared.items():
            measured = self.measured(name, trials)
            place = Path(case.degradation.replace(":", "-")) / title.replace(" ", "-")
            save_pairs(folder / place, measured.trials, measured.outputs)
            rows[title] = measured.report() | {"pairs": place.as_posix()}
        return rows

    def reference_sizes(self, case: TrialOptions) -> Rows:
        """Table 2: the reference reduced before use."""
        return {
            title: self._row(TESTED, replace(case, reference_px=side))
            for side, title in REFERENCE_SIDES.items()
        }

    def concatenation(self, case: TrialOptions) -> Rows:
        """Table 3: the low-quality picture joined as pixels, or as latents."""
        if not self.options.latent:
            return {}
        return {"pixel-level": self._row(TESTED, case), "latent-level": self._row(self.options.latent, case)}

    def variances(self, case: TrialOptions) -> Rows:
        """Table 4: before alignment learning, after naive fine-tuning, after alignment."""
        named = {"baseline": self.options.before, "naive fine-tuning": self.options.naive}
        compared = {title: name for title, name in named.items() if name} | {"alignment learning": TESTED}
        rows = {}
        for title, name in compared.items():
            variance = self.bench.identity_variance(self.restorer(name), case, self.recipe(name, case))
            measured = self.measured(name, case)
            rows[title] = measured.report(iv=variance)
        return rows

    def reference_counts(self, case: TrialOptions) -> Rows:
        """One to eight references by both rules; who has fewer gives all there are."""
        return {
            f"{count}, {rule}": self._row(TESTED, replace(case, references=count), rule)
            for rule in RULES
            for count in REFERENCE_COUNTS
        }

    def strangers(self, case: TrialOptions) -> Rows:
        """What a wrong person's reference does."""
        return {
            "without reference": self._row(TESTED, replace(case, references=0)),
            "own reference": self._row(TESTED, case),
            "stranger's reference": self._row(TESTED, replace(case, stranger=True)),
        }

    def sheet(self, case: TrialOptions, path: Path) -> None:
        """Input | without reference | with reference | truth | reference."""
        without, with_one = self.measured(TESTED, replace(case, references=0)), self.measured(TESTED, case)
        save_sheet(path, with_one.trials, [without.outputs, with_one.outputs])

    def measured(self, name: str, trials: TrialOptions, rule: str = RULES[0]) -> Measurement:
        """The measurement of a restorer, made when first asked for."""
        recipe = self.recipe(name, trials, rule)
        key = (name, trials, recipe)
        if key not in self._measured:
            self._measured[key] = self.bench.measure(self.restorer(name), trials, recipe)
        return self._measured[key]

    def restorer(self, name: str) -> Restorer:
        """A restorer by name, loaded when first asked for."""
        if name not in self._restorers:
            self._restorers[name] = load_candidate(name, self.candidates)
        return self._restorers[name]

    def recipe(self, name: str, trials: TrialOptions, rule: str = RULES[0]) -> RestoreRecipe:
        """The recipe that goes with some trials."""
        return RestoreRecipe(
            restorer=self.restorer(name).spec.name,
            steps=self.options.steps,
            reference_rule=rule,
            identity_scale=1.0 if trials.references else 0.0,
        )

    def _row(self, name: str, trials: TrialOptions, rule: str = RULES[0]) -> Report:
        return self.measured(name, trials, rule).report()
