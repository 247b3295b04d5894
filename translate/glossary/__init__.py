"""The glossary: terms to use, terms to leave as they are, terms never to use.

`terms` holds them and the file `glossary.csv`, `tbx` exchanges them with other tools, `matching`
finds them in a text, `enforce` puts them into drafts, and `check` looks for them in translations.
"""
