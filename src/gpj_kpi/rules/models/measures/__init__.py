"""The measures of the rule file, one room for each family of kinds."""
