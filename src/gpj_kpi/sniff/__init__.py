"""`gpj-kpi sniff` guesses how an export is declared, once, when the rule file is written; never at run time.

`run` takes the steps in order: `contents` (bytes -> encoding), `layouts` (text -> delimiter, header, records),
`columns` (cells -> types), `sources` (all columns at once), `keys`, `block` (the guess as YAML), `proof` (the whole
file read by the block), `findings` (what that reading found, as doubts).
"""
