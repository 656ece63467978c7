"""What is said to people of faults and doubts: every sentence has an id, and stands in both languages beside it.

Law: a sentence is written in no other place than the rooms of this package, each for the packages that it names.
"""
