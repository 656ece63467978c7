"""What an evaluation looks like: one module per format.

Law: no arithmetic and no decision here; an output shows what `Evaluation` says, and only rounds for the eye.
"""
