"""The whole path, in order: exports, cases, verdicts, results."""
