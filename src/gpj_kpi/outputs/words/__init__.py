"""What people read, in each language: words, numbers, dates. `wording` lists what a language must say."""
