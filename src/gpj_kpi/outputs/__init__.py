"""What is shown of an evaluation, a deadline or a year, and how it is written.

Law: no figure is made here. `report` and `words` say what stands in an output, `terminal`, `csv` and `json` write it,
and figures are only rounded for the eye.
"""
