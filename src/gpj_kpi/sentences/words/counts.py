"""How many things there are, and what a rule file without a fault is."""

from __future__ import annotations

from gpj_kpi.sentences.sentence import Wordings

FAULTLESS = Wordings(en="{file}: {counts}: no fault.", fr="{file}\u00a0: {counts}\u00a0: aucune faute.")
SOURCE = Wordings(en="{count} source", fr="{count} source")
SOURCES = Wordings(en="{count} sources", fr="{count} sources")
COMMITMENT = Wordings(en="{count} commitment", fr="{count} engagement")
COMMITMENTS = Wordings(en="{count} commitments", fr="{count} engagements")
INDICATOR = Wordings(en="{count} indicator", fr="{count} indicateur")
INDICATORS = Wordings(en="{count} indicators", fr="{count} indicateurs")
CASE = Wordings(en="{count} case", fr="{count} cas")
CASES = Wordings(en="{count} cases", fr="{count} cas")
